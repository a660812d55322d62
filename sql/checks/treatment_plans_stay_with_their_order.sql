-- A plan is made for one mouth: its patient and doctor are those of the order.
select n.id::text as key
from treatment_plans n
join orders o on o.id = n.order_id
where n.legacy_plan_id is not null
  and (n.patient_id is distinct from o.patient_id
       or n.doctor_id is distinct from o.doctor_id)
order by key
