-- Files of records; the table that was made for it is empty. A record that is no message has none (Q-20).
select 'source' as term, '' as name,
  (select count(*) from dispatch_file) + (select count(*) from dispatch_record_attachments) as rows
union all
select 'filtered', 'no_record', count(*) from dispatch_file where record_id is null
union all
select 'rejected', 'missing_parent.filtered', count(*) from dispatch_file where record_id in (select pg_temp.planted('Q-20'))
union all
select 'loaded', '', count(*)
from dispatch_file f
join dispatch_record r on r.id = f.record_id
where r.id not in (select pg_temp.planted('Q-20'))
