-- A practice nobody can name is found by nobody: a blank name gets a default, never stays blank.
select p.id::text as key
from practices p
where btrim(p.name) = ''
   or lower(btrim(p.name)) in ('null', 'none', 'n/a', 'nan')
order by key
