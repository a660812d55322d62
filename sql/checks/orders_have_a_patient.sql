-- An order for nobody is made for nobody; asked without trust in the foreign key.
select o.id::text as key
from orders o
where not exists (
    select 1
    from patients t
    where t.id = o.patient_id)
order by key
