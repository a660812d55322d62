-- Six kinds of orders.
select 'source' as term, '' as name, count(*) as rows from dispatch_course
union all
select 'loaded', '', count(*) from dispatch_course
