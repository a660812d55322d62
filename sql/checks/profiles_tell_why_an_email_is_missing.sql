-- An address that was taken away without a word cannot be given back (Q-01, Q-03, Q-04).
select p.id::text as key
from profiles p
where (p.email is null and p.email_status = 'valid')
   or (p.email is not null and p.email_status <> 'valid')
   or (p.email_status in ('invalid', 'duplicate') and coalesce(p.metadata ->> 'original_email', '') = ''
       and p.legacy_user_id is not null)
order by key
