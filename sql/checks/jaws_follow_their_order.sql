-- A jaw of a wrong side or patient is made and shipped: each order has one a side, and its patient's (Q-32).
select j.id::text as key
from jaws j
join orders o on o.id = j.order_id
where j.legacy_jaw_id is not null
  and (j.patient_id is distinct from o.patient_id
       or exists (
         select 1
         from jaws other
         where other.order_id = j.order_id
           and other.jaw_type = j.jaw_type
           and other.jaw_type <> 'unknown'
           and other.id <> j.id))
order by key
