-- Every template, in the practice of the system.
select 'source' as term, '' as name, count(*) as rows from dispatch_template
union all
select 'loaded', '', count(*) from dispatch_template
