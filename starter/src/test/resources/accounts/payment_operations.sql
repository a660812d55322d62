-- Every movement of money.
select 'source' as term, '' as name, count(*) as rows from dispatch_operation
union all
select 'loaded', '', count(*) from dispatch_operation
