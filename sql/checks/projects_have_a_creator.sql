-- Asked to the letter, every project has a creator; one in a hundred never had one.
-- document: 001, phase 4, success criterion 3
-- as meant: projects_keep_the_creator_they_had
select p.id::text as key
from projects p
where p.creator_id is null
order by key
