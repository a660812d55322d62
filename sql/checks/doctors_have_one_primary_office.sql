-- Parcels go to the primary office: none, two, or another one than the doctor's row says sends them astray.
select d.id::text as key
from doctors d
join doctor_offices l on l.doctor_id = d.id
where d.legacy_user_id is not null
  and l.legacy_id is not null
group by d.id
having count(*) filter (where l.is_primary) <> 1
    or not coalesce(bool_or(l.is_primary and l.office_id = d.primary_office_id), false)
order by key
