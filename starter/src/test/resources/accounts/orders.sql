-- Deleted ones too (Q-50). A status without a meaning (Q-49) and exports that are no JSON (Q-42) are rejected.
select 'source' as term, '' as name, count(*) as rows from dispatch_instruction
union all
select case fault when 'missing_parent.rejected' then 'deferred' else 'rejected' end, fault, count(*)
from lost_order
group by fault
union all
select 'loaded', '', count(*) from dispatch_instruction i where not exists (select 1 from lost_order l where l.id = i.id)
