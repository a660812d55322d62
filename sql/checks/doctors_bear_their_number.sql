-- Letters and labels name the doctor by this number; it must lead back to the old key and one person.
select d.id::text as key
from doctors d
join profiles p on p.id = d.profile_id
where d.legacy_user_id is not null
  and (p.legacy_user_id is distinct from d.legacy_user_id
       or d.doctor_number !~ '^DOC-[0-9]{6,}$'
       or ltrim(substr(d.doctor_number, 5), '0') <> d.legacy_user_id::text)
order by key
