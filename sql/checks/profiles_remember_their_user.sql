-- Column and metadata name the old user; where they differ, the row was put together from two people.
-- document: 002, phase 2A, step 4: data integrity, metadata
select p.id::text as key
from profiles p
where p.legacy_user_id is not null
  and p.metadata ->> 'legacy_user_id' is distinct from p.legacy_user_id::text
order by key
