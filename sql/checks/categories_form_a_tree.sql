-- A category below itself is never found by walking down from the top, and walking up never ends (Q-37).
with recursive above (id, ancestor) as (
  select c.id, c.parent_id
  from categories c
  where c.parent_id is not null
  union
  select a.id, c.parent_id
  from above a
  join categories c on c.id = a.ancestor
  where c.parent_id is not null)
select a.id::text as key
from above a
where a.ancestor = a.id
order by key
