-- The link and the patient's row name the same doctor and office, or one of them shows the patient to strangers.
select l.id::text as key
from patients_doctors_offices l
join patients t on t.id = l.patient_id
where l.legacy_patient_id is not null
  and (t.legacy_patient_id is distinct from l.legacy_patient_id
       or (t.primary_doctor_id is not null and t.primary_doctor_id <> l.doctor_id)
       or (t.assigned_office_id is not null and l.office_id is not null
           and t.assigned_office_id <> l.office_id))
order by key
