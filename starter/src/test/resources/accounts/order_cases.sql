-- An order and the case of its patient.
select 'source' as term, '' as name, count(*) as rows from dispatch_instruction
union all
select 'deferred', 'missing_parent.rejected', count(*) from lost_order
union all
select 'loaded', '', count(*) from dispatch_instruction i where not exists (select 1 from lost_order l where l.id = i.id)
