-- Without a name nobody is called in from the waiting room.
select p.legacy_id::text as key
from persons p
where p.name = ''
order by key
