-- Invoices and parcels name the order by this number; it must lead back to the patient and the old key.
select o.id::text as key
from orders o
join patients t on t.id = o.patient_id
where o.legacy_instruction_id is not null
  and o.order_number <> coalesce(t.suffix || '-', '') || o.legacy_instruction_id::text
order by key
