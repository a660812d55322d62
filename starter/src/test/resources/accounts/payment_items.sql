-- Every line of a payment.
select 'source' as term, '' as name, count(*) as rows from dispatch_ware
union all
select 'loaded', '', count(*) from dispatch_ware
