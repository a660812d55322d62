-- Asked to the letter, every profile belongs to a practice; staff and doctors without an office belong to none.
-- document: 002, completion criterion 3
-- document: 002, phase 2C, validation query: profiles_with_practices
-- as meant: profiles_follow_their_practice
select p.id::text as key
from profiles p
where p.practice_id is null
order by key
