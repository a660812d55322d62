-- By instruction and patient to the case; those of deleted orders have one (Q-23).
select 'source' as term, '' as name, count(*) as rows from dispatch_state
union all
select 'deferred', 'missing_parent.rejected', count(*) from dispatch_state s join order_patient o on o.id = s.instruction_id where o.lost
union all
select 'loaded', '', count(*) from dispatch_state s join order_patient o on o.id = s.instruction_id where not o.lost
