-- A person whose treatment or membership names a practice must be found there.
select p.id::text as key
from profiles p
where p.practice_id is null
  and (
    exists (
      select 1
      from patients t
      where t.profile_id = p.id
        and t.practice_id is not null)
    or exists (
      select 1
      from practice_members m
      where m.profile_id = p.id))
order by key
