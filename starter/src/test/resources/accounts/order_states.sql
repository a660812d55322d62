-- States of orders, deleted ones (Q-23) included, with an actor or without (Q-25).
select 'source' as term, '' as name, count(*) as rows from dispatch_state
union all
select 'deferred', 'missing_parent.rejected', count(*) from dispatch_state s join lost_order l on l.id = s.instruction_id
union all
select 'loaded', '', count(*)
from dispatch_state s
where not exists (select 1 from lost_order l where l.id = s.instruction_id)
