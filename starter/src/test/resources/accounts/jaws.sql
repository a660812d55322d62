-- Every jaw: without an order its side is unknown, not upper (Q-32), and its order is no condition.
select 'source' as term, '' as name, count(*) as rows from dispatch_jaw
union all
select 'loaded', '', count(*) from dispatch_jaw
