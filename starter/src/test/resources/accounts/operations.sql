-- Every movement of money; none is hung on a case that is not its own (Q-36).
select 'source' as term, '' as name, count(*) as rows from dispatch_operation
union all
select 'loaded', '', count(*) from dispatch_operation
