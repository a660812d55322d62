-- A patient who is archived without the flag, or flagged without being archived, is treated or left out by mistake.
select t.id::text as key
from patients t
where t.legacy_patient_id is not null
  and (t.archived is distinct from exists (
         select 1 from patient_flags f where f.patient_id = t.id and f.flag_type = 'archived')
       or t.suspended is distinct from exists (
         select 1 from patient_flags f where f.patient_id = t.id and f.flag_type = 'suspended')
       or (t.date_of_birth is null) is distinct from exists (
         select 1 from patient_flags f where f.patient_id = t.id and f.flag_type = 'missing_birthdate'))
order by key
