-- Records about a patient or to a user; those about something else are messages to nobody (Q-20).
select 'source' as term, '' as name, count(*) as rows from dispatch_record
union all
select 'filtered', 'no_recipient', count(*) from pg_temp.planted('Q-20')
union all
select 'loaded', '', count(*)
from dispatch_record r
join django_content_type t on t.id = r.target_type_id
where (t.app_label, t.model) in (('dispatch', 'patient'), ('auth', 'user'))
