-- Every link.
select 'source' as term, '' as name, count(*) as rows from dispatch_link
union all
select 'loaded', '', count(*) from dispatch_link
