-- Orders, notes and states find a patient through the case; a patient without one drops out of sight.
select t.id::text as key
from patients t
where t.legacy_patient_id is not null
  and not exists (
    select 1
    from cases c
    where c.patient_id = t.id
      and c.case_kind = 'patient')
order by key
