-- Asked to the letter, each profile has an address that no other has; six of seven users never had one (Q-01).
-- document: 001, phase 1, success criterion 2 and validation query
-- document: 002, phase 2C, validation query: unique_emails
-- as meant: profiles_share_no_email
select p.id::text as key
from profiles p
where p.email is null
   or exists (
    select 1
    from profiles o
    where lower(o.email) = lower(p.email)
      and o.id <> p.id)
order by key
