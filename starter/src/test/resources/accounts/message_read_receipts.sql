-- Every receipt.
select 'source' as term, '' as name, count(*) as rows from dispatch_reading
union all
select 'loaded', '', count(*) from dispatch_reading
