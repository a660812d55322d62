-- Asked to the letter, every patient has a practice; some never had an office (Q-19).
-- document: 000, checkpoint after phase 3
-- document: 001, phase 2, success criterion 2 and validation query
-- document: 002, phase 2B, success criterion 2
-- document: 002, phase 2C, validation query: patients_with_practices
-- as meant: patients_keep_the_practice_they_had
select t.id::text as key
from patients t
where t.practice_id is null
order by key
