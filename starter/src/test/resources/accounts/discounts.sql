-- Every discount, as every offer is there (Q-30).
select 'source' as term, '' as name, count(*) as rows from dispatch_discount
union all
select 'loaded', '', count(*) from dispatch_discount
