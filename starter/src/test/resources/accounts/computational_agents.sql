-- Every machine.
select 'source' as term, '' as name, count(*) as rows from dispatch_agent
union all
select 'loaded', '', count(*) from dispatch_agent
