-- By instruction and patient to the case; those of deleted orders have one (Q-23). What was taken back is no
-- change to another state.
select 'source' as term, '' as name, count(*) as rows from dispatch_state
union all
select 'filtered', 'taken_back', count(*) from dispatch_state where not "on"
union all
select 'deferred', 'missing_parent.rejected', count(*)
from dispatch_state s
join order_patient o on o.id = s.instruction_id
where s."on" and o.lost
union all
select 'loaded', '', count(*)
from dispatch_state s
join order_patient o on o.id = s.instruction_id
where s."on" and not o.lost
