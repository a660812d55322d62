-- A mark is looked for where it is missing: archived cases and those with a deleted order bear theirs.
select c.id::text as key
from cases c
where c.legacy_patient_id is not null
  and (c.deleted <> exists (
         select 1
         from case_flags f
         where f.case_id = c.id
           and f.flag_type = 'archived')
       or (exists (
             select 1
             from orders o
             where o.case_id = c.id
               and o.deleted)
           and not exists (
             select 1
             from case_flags f
             where f.case_id = c.id
               and f.flag_type = 'deleted')))
order by key
