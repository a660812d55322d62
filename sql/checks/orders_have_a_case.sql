-- An order without a case is missing from the history of its patient.
-- document: 000, phase 5: all require cases
select o.id::text as key
from orders o
left join cases c on c.id = o.case_id
where c.id is null
order by key
