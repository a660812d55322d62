-- A child may come before its parent (Q-37).
select 'source' as term, '' as name, count(*) as rows from dispatch_category
union all
select 'loaded', '', count(*) from dispatch_category
