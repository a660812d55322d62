-- Every plan, also the second one of a project (Q-22) and those of deleted orders (Q-50).
select 'source' as term, '' as name, count(*) as rows from dispatch_plan
union all
select 'loaded', '', count(*) from dispatch_plan
