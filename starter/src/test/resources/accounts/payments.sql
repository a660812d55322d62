-- Every payment, free ones too (Q-48); its order is no condition.
select 'source' as term, '' as name, count(*) as rows from dispatch_payment
union all
select 'loaded', '', count(*) from dispatch_payment
