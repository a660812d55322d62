-- Every office; the invalid and the repeated ones are marked, not left out (Q-31, Q-38, Q-41).
select 'source' as term, '' as name, count(*) as rows from dispatch_office
union all
select 'loaded', '', count(*) from dispatch_office
