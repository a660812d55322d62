-- Tasks that wait for each other are never done.
with recursive before (task, earlier) as (
  select l.template_id, l.predecessor_id
  from template_predecessors l
  union
  select b.task, l.predecessor_id
  from before b
  join template_predecessors l on l.template_id = b.earlier)
select b.task::text as key
from before b
where b.earlier = b.task
order by key
