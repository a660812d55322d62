-- One person in two tables: a practitioner tied to somebody else's doctor signs for him (Q-17).
select r.id::text as key
from practitioners r
left join doctors d on d.id = r.doctor_id
left join profiles p on p.id = r.profile_id
where r.legacy_user_id is not null
  and (p.legacy_user_id is distinct from r.legacy_user_id
       or (d.id is not null and d.profile_id <> r.profile_id))
order by key
