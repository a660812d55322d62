-- Every user: a blank, broken or shared address costs the address, never the person (Q-01 to Q-05, Q-10).
select 'source' as term, '' as name, count(*) as rows from auth_user
union all
select 'loaded', '', count(*) from auth_user
