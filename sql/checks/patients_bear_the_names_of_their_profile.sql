-- Names stand in both tables; where they differ, one of them is somebody else's.
select t.id::text as key
from patients t
join profiles p on p.id = t.profile_id
where t.legacy_patient_id is not null
  and (t.first_name <> p.first_name or t.last_name <> p.last_name)
order by key
