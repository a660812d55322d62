-- A scan in another practice than its order shows a patient to strangers.
select j.id::text as key
from projects j
join orders o on o.id = j.order_id
where j.legacy_project_id is not null
  and j.practice_id is distinct from o.practice_id
order by key
