-- In 2025 all of them hung on one case: each belongs to the case of the patient who was paid for, or to none (Q-36).
select o.id::text as key
from operations o
join cases c on c.id = o.case_id
join payments p on p.id = o.payment_id
where o.legacy_operation_id is not null
  and c.patient_id is distinct from p.patient_id
order by key
