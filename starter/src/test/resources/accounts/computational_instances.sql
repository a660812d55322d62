-- Every computation.
select 'source' as term, '' as name, count(*) as rows from dispatch_instance
union all
select 'loaded', '', count(*) from dispatch_instance
