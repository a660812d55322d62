-- Asked to the letter, every patient has a doctor; a few never had one.
-- document: 001, phase 2, success criterion 3
-- document: 002, phase 2C, validation query: patients_with_providers
-- as meant: patients_keep_the_doctor_they_had
select t.id::text as key
from patients t
where t.assigned_profile_id is null
order by key
