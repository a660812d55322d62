-- An owner may do everything in a practice; only the one whom the old office named is one.
select m.id::text as key
from practice_members m
join practices c on c.id = m.practice_id
join profiles p on p.id = m.profile_id
where m.legacy_id is not null
  and (m.role = 'owner')
    is distinct from coalesce((c.metadata ->> 'legacy_owner_user_id') = p.legacy_user_id::text, false)
order by key
