-- A payment booked on another patient than its order's is a bill sent to the wrong person (Q-36).
select p.id::text as key
from payments p
join orders o on o.id = p.order_id
where p.legacy_payment_id is not null
  and p.patient_id is distinct from o.patient_id
order by key
