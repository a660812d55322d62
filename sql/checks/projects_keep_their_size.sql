-- A file without its size cannot be told from one that is cut off.
-- document: 001, phase 4, success criterion 4
select p.id::text as key
from projects p
where p.legacy_project_id is not null
  and (p.file_size is null or p.file_size < 0)
order by key
