-- An actor whom the old system names must be somebody here; a change that waits for him hides who made it.
-- severity: minor
select s.id::text as key
from case_states s
join crosswalk.pending w on w.target_id = s.id
where w.column_name = 'changed_by'
  and w.status = 'open'
order by key
