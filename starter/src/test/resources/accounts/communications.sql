-- Notes on doctors, and the records that are messages to nobody (Q-20).
select 'source' as term, '' as name, (select count(*) from dispatch_note) + (select count(*) from dispatch_record) as rows
union all
select 'filtered', 'is_a_message', count(*)
from dispatch_record r
join django_content_type t on t.id = r.target_type_id
where (t.app_label, t.model) in (('dispatch', 'patient'), ('auth', 'user'))
union all
select 'loaded', '', (select count(*) from dispatch_note) + (select count(*) from pg_temp.planted('Q-20'))
