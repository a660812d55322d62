-- A case signed by somebody of another practice shows a patient to strangers.
-- document: 000, checkpoint after phase 4
select c.id::text as key
from cases c
left join practitioners p on p.id = c.assigned_practitioner_id
where c.assigned_practitioner_id is not null
  and p.practice_id is distinct from c.practice_id
order by key
