-- A case in another practice than its patient shows a patient to strangers.
select c.id::text as key
from cases c
join patients t on t.id = c.patient_id
where c.case_kind = 'patient'
  and (c.practice_id is distinct from t.practice_id
       or c.legacy_patient_id is distinct from t.legacy_patient_id)
order by key
