-- Place and tenant come from one row; an office of another practice opens its doors to strangers (Q-35).
select o.id::text as key
from offices o
join practices p on p.id = o.practice_id
where o.legacy_office_id is not null
  and p.legacy_office_id is distinct from o.legacy_office_id
order by key
