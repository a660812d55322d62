-- A clinical note in another patient's record is read as that patient's history.
select n.id::text as key
from patient_notes n
join patients t on t.id = n.patient_id
where n.legacy_record_id is not null
  and t.legacy_patient_id::text is distinct from n.metadata ->> 'legacy_patient_id'
order by key
