-- Every right of every role.
select 'source' as term, '' as name, count(*) as rows from dispatch_role_permissions
union all
select 'loaded', '', count(*) from dispatch_role_permissions
