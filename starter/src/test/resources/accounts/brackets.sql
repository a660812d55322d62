-- Every bracket.
select 'source' as term, '' as name, count(*) as rows from dispatch_bracket
union all
select 'loaded', '', count(*) from dispatch_bracket
