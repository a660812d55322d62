-- The storage knows a file by its uid alone: a row whose path is not made of it has lost its file.
select f.id::text as key
from files f
where f.legacy_file_id is not null
  and (f.storage_path is null
    or f.storage_path !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.|$)'
    or split_part(f.storage_path, '.', 1) <> f.file_uid::text
    or lower(f.storage_path) <> split_part(f.storage_path, '.', 1) || coalesce('.' || f.extension, ''))
order by key
