-- What was shipped had been approved: a shipping time without the other comes from a wrong map (Q-49).
select o.id::text as key
from orders o
where o.shipped_at is not null
  and (o.approved_at is null or o.status <> 'shipped' or o.current_state <> 'shipped')
order by key
