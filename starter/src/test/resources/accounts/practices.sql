-- Every office, valid or not, is a practice (Q-31, Q-40).
select 'source' as term, '' as name, count(*) as rows from dispatch_office
union all
select 'loaded', '', count(*) from dispatch_office
