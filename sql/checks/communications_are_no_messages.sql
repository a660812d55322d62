-- A record that is a message is answered there; listed here as well, it is answered twice or not at all.
select c.id::text as key
from communications c
join messages m on m.legacy_record_id = c.legacy_id
where c.legacy_table = 'dispatch_record'
order by key
