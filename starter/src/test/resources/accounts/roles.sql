-- Every role, also the one of nobody (Q-36).
select 'source' as term, '' as name, count(*) as rows from dispatch_role
union all
select 'loaded', '', count(*) from dispatch_role
