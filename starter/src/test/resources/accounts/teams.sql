-- Every group.
select 'source' as term, '' as name, count(*) as rows from auth_group
union all
select 'loaded', '', count(*) from auth_group
