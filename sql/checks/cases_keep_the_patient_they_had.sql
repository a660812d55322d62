-- A case that knows how its patient was found, and has none, has lost him; one whose patient was rejected waits.
select c.id::text as key
from cases c
where c.patient_id is null
  and (c.case_kind = 'patient' or c.patient_link is distinct from 'none')
  and not exists (
    select 1
    from crosswalk.pending w
    where w.target_id = c.id
      and w.column_name = 'patient_id'
      and w.status = 'open')
order by key
