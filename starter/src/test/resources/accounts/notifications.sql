-- The other notifications.
select 'source' as term, '' as name, count(*) as rows from dispatch_notification
union all
select 'filtered', 'sent', count(*) from dispatch_notification where sent and send
union all
select 'loaded', '', count(*) from dispatch_notification where not (coalesce(sent, false) and send)
