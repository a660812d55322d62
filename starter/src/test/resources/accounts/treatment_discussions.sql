-- Every comment with a word in it; its case is no condition (Q-24).
select 'source' as term, '' as name, count(*) as rows from dispatch_comment
union all
select 'filtered', 'blank', count(*) from dispatch_comment where coalesce(btrim(text), '') = ''
union all
select 'loaded', '', count(*) from dispatch_comment where btrim(text) <> ''
