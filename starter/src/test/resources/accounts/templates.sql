-- Every template.
select 'source' as term, '' as name, count(*) as rows from dispatch_template
union all
select 'loaded', '', count(*) from dispatch_template
