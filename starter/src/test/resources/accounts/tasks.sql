-- A task that names no order has no place (Q-26); one whose order stayed behind waits for it.
select 'source' as term, '' as name, count(*) as rows from dispatch_task
union all
select 'rejected', 'validation_failure.required', count(*) from pg_temp.planted('Q-26')
union all
select 'deferred', 'missing_parent.rejected', count(*) from dispatch_task t join lost_order l on l.id = t.instruction_id
union all
select 'loaded', '', count(*)
from dispatch_task t
join dispatch_instruction i on i.id = t.instruction_id
where not exists (select 1 from lost_order l where l.id = i.id)
