-- Every disk.
select 'source' as term, '' as name, count(*) as rows from dispatch_storage
union all
select 'loaded', '', count(*) from dispatch_storage
