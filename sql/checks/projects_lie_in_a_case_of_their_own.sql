-- A scan in the case of another project shows one patient to the doctor of another.
-- document: 001, phase 4, success criterion 2 and validation query
select p.id::text as key
from projects p
left join cases c on c.id = p.case_id
where p.case_id is not null
  and c.legacy_project_id is distinct from p.legacy_project_id
order by key
