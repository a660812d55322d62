-- A patient without his doctor is treated by nobody; one whose doctor was rejected waits for him.
-- document: 002, phase 2B, success criterion 3: assigned where possible
select t.id::text as key
from patients t
where t.assigned_profile_id is null
  and t.metadata ->> 'legacy_doctor_id' is not null
  and not exists (
    select 1
    from crosswalk.pending w
    where w.target_id = t.id
      and w.column_name = 'assigned_profile_id'
      and w.status = 'open')
order by key
