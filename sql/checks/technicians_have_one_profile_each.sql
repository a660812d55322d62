-- Work is booked to a technician and paid to a person: two technicians of one profile mix them up (Q-36).
select t.id::text as key
from technicians t
join profiles p on p.id = t.profile_id
where t.legacy_technician_id is not null
  and (p.legacy_user_id is distinct from t.legacy_technician_id
       or p.username is distinct from t.employee_id)
order by key
