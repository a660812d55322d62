-- Notifications that were to be sent and were; a context that is no JSON is rejected (Q-42).
select 'source' as term, '' as name, count(*) as rows from dispatch_notification
union all
select 'filtered', 'not_sent', count(*) from dispatch_notification where not (coalesce(sent, false) and send)
union all
select 'rejected', 'validation_failure.json', count(*) from pg_temp.planted('Q-42:notification.template_context')
union all
select 'loaded', '', count(*)
from dispatch_notification n
where n.sent and n.send
 and n.id not in (select pg_temp.planted('Q-42:notification.template_context'))
