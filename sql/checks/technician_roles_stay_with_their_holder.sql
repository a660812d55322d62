-- A role given to somebody whom the old system did not name gives him rights that are not his (Q-36).
select r.id::text as key
from technician_roles r
left join technicians t on t.id = r.technician_id
left join profiles p on p.id = r.profile_id
where r.legacy_role_id is not null
  and ((t.id is not null and t.legacy_technician_id::text is distinct from r.metadata ->> 'legacy_user_id')
       or (p.id is not null and p.legacy_user_id::text is distinct from r.metadata ->> 'legacy_user_id'))
order by key
