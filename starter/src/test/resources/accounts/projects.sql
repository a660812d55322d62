-- Every project, with a name or without (Q-46), with a plan or without (Q-22).
select 'source' as term, '' as name, count(*) as rows from dispatch_project
union all
select 'loaded', '', count(*) from dispatch_project
