-- Files with an order and without (Q-27); that two rows have one identity costs neither of them (Q-47).
select 'source' as term, '' as name, count(*) as rows from dispatch_file
union all
select 'loaded', '', count(*) from dispatch_file
