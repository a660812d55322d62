-- By plan, instruction and patient to the case; those on plans of deleted orders have one (Q-24).
select 'source' as term, '' as name, count(*) as rows from dispatch_comment
union all
select 'deferred', 'missing_parent.rejected', count(*)
from dispatch_comment c
join dispatch_plan p on p.id = c.plan_id
join order_patient o on o.id = p.instruction_id
where o.lost
union all
select 'loaded', '', count(*)
from dispatch_comment c
join dispatch_plan p on p.id = c.plan_id
join order_patient o on o.id = p.instruction_id
where not o.lost
