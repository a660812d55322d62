-- Who treats nobody knows where, or is nobody, must not sign a case; asked without trust in the keys.
-- document: 000, checkpoint after phase 2
select p.id::text as key
from practitioners p
left join practices o on o.id = p.practice_id
left join profiles u on u.id = p.profile_id
where o.id is null
   or u.id is null
order by key
