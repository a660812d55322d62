-- A message in another patient's case is read by the wrong people; the discussion knows the case, too.
select m.id::text as key
from case_messages m
join treatment_discussions d on d.legacy_comment_id = m.legacy_comment_id
where d.case_id is distinct from m.case_id
   or d.initial_message is distinct from m.content
order by key
