-- A case for each project; the half that leads to no patient has none (Q-22).
select 'source' as term, '' as name, count(*) as rows from dispatch_project
union all
select 'loaded', '', count(*) from dispatch_project
