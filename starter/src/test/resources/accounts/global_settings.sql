-- The one row.
select 'source' as term, '' as name, count(*) as rows from dispatch_globalsetting
union all
select 'loaded', '', count(*) from dispatch_globalsetting
