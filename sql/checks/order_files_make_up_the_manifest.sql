-- The manifest of the storage, files and bytes by type, must come out the same by file and by order; the keys are types.
select coalesce(f.file_type, l.file_type, 'none') as key
from (
  select file_type, count(*) as files, sum(file_size_bytes) as bytes
  from files
  where order_id is not null
    and legacy_file_id is not null
  group by file_type) f
full join (
  select f.file_type, count(*) as files, sum(f.file_size_bytes) as bytes
  from order_files l
  join files f on f.id = l.file_id
  where l.legacy_file_id is not null
  group by f.file_type) l on coalesce(l.file_type, 'none') = coalesce(f.file_type, 'none')
where (f.files, f.bytes) is distinct from (l.files, l.bytes)
order by key
