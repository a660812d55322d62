-- Of two files in one place, one has overwritten the other. A row that repeats a file is one without a uid (Q-47).
select f.id::text as key
from (
  select id, count(*) over (partition by storage_path) as sharing
  from files
  where file_uid is not null
    and storage_path is not null) f
where f.sharing > 1
order by key
