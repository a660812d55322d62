-- A duplicate that points at another duplicate leads in a circle, and its patients nowhere (Q-31).
select o.id::text as key
from offices o
join offices s on s.id = o.merged_into_office_id
where s.merged_into_office_id is not null
   or s.dedupe_key is distinct from o.dedupe_key
order by key
