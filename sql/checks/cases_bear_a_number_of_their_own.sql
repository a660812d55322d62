-- Two cases of one number are taken for each other on the telephone; asked without the help of the index.
-- document: 001, phase 3, success criterion 3
select c.id::text as key
from cases c
where exists (
    select 1
    from cases o
    where o.case_number = c.case_number
      and o.id <> c.id)
order by key
