-- Every action.
select 'source' as term, '' as name, count(*) as rows from dispatch_action
union all
select 'loaded', '', count(*) from dispatch_action
