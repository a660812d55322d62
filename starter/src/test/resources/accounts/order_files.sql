-- Files of orders, also the second order of one file (Q-47). Where the order stayed behind, the link waits.
select 'source' as term, '' as name, count(*) as rows from dispatch_file
union all
select 'filtered', 'without_order', count(*) from pg_temp.planted('Q-27')
union all
select 'deferred', 'missing_parent.rejected', count(*) from dispatch_file f join lost_order l on l.id = f.instruction_id
union all
select 'loaded', '', count(*)
from dispatch_file f
join dispatch_instruction i on i.id = f.instruction_id
where not exists (select 1 from lost_order l where l.id = i.id)
