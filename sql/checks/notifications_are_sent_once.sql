-- A notification that was sent and also waits to be sent goes out a second time.
select n.id::text as key
from notifications n
where n.legacy_notification_id is not null
  and ((n.email_sent and n.should_send_email)
       or exists (
         select 1
         from system_messages s
         where s.legacy_table = 'dispatch_notification'
           and s.legacy_id = n.legacy_notification_id))
order by key
