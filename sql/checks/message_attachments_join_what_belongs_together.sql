-- An X-ray attached to another message goes to the wrong person (Q-34).
select a.id::text as key
from message_attachments a
join messages m on m.id = a.message_id
join files f on f.id = a.file_id
where a.legacy_file_id is not null
  and (m.legacy_record_id is distinct from a.legacy_record_id
       or f.legacy_file_id is distinct from a.legacy_file_id
       or f.file_size_bytes is distinct from a.file_size)
order by key
