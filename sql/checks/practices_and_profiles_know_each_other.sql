-- A person of a practice that is not there, or a practice of such an owner, has lost its way.
-- document: 001, phase 1, success criterion 3
select 'profiles ' || p.id as key
from profiles p
left join practices o on o.id = p.practice_id
where p.practice_id is not null
  and o.id is null
union all
select 'practices ' || o.id
from practices o
left join profiles p on p.id = o.owner_profile_id
where o.owner_profile_id is not null
  and p.id is null
order by key
