-- A patient's account in another practice than the patient lets the one read what the other wrote (Q-35).
select p.id::text as key
from profiles p
where p.legacy_user_id is not null
  and p.practice_id is not null
  and exists (
    select 1
    from patients t
    where t.profile_id = p.id
      and t.practice_id is not null)
  and not exists (
    select 1
    from patients t
    where t.profile_id = p.id
      and t.practice_id = p.practice_id)
order by key
