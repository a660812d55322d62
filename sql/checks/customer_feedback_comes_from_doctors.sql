-- Feedback of patients or staff in the doctors' list spoils what is counted from it.
select f.id::text as key
from customer_feedback f
left join profiles p on p.id = f.author_id
where f.legacy_id is not null
  and p.legacy_user_id is not null
  and not (p.metadata -> 'groups' @> '["Doctor"]')
order by key
