-- Two people with one address could read each other's mail; asked without the help of the index.
select p.id::text as key
from profiles p
where p.email is not null
  and exists (
    select 1
    from profiles o
    where lower(btrim(o.email)) = lower(btrim(p.email))
      and o.id <> p.id)
order by key
