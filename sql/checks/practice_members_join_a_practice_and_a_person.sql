-- Membership is what lets a person see a practice's patients; asked without trust in the keys.
-- document: 000, checkpoint after phase 2
-- document: 001, phase 5, success criterion 2
select m.id::text as key
from practice_members m
left join practices o on o.id = m.practice_id
left join profiles u on u.id = m.profile_id
where o.id is null
   or u.id is null
order by key
