-- The note stands in two tables; where the words differ, one of them is somebody else's (Q-21).
select n.id::text as key
from doctor_notes n
join comments c on c.id = n.comment_id
where c.legacy_table is distinct from 'dispatch_note'
   or c.content is distinct from n.text
   or c.author_id is distinct from n.author_id
order by key
