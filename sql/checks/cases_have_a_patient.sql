-- Asked to the letter, every case has a patient; half of the projects lead to none (Q-22).
-- document: 001, phase 3, success criterion 2 and validation query
-- as meant: cases_keep_the_patient_they_had
select c.id::text as key
from cases c
where c.patient_id is null
order by key
