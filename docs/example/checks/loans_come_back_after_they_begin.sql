-- A book that came back before it was lent would make every count of days wrong.
select l.id::text as key
from library.loans l
where l.returned_at < l.lent_at
order by key
