-- A project's case with a patient that no plan of it names hangs on a stranger (Q-36).
select c.id::text as key
from cases c
where c.case_kind = 'project'
  and c.patient_id is not null
  and (c.patient_link is distinct from 'plan'
       or exists (
         select 1
         from projects j
         join treatment_plans n on n.project_id = j.id
         where j.legacy_project_id = c.legacy_project_id
           and n.patient_id <> c.patient_id))
order by key
