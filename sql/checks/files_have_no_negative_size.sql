-- The bytes of the storage are added up from here; asked without trust in the CHECK.
select f.id::text as key
from files f
where f.file_size_bytes < 0
order by key
