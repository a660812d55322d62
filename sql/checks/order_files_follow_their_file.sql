-- A file shown with another order than its own is a scan of somebody else's teeth.
select l.id::text as key
from order_files l
join files f on f.id = l.file_id
where l.legacy_file_id is not null
  and (f.legacy_file_id is distinct from l.legacy_file_id
    or (f.order_id is not null and f.order_id <> l.order_id))
order by key
