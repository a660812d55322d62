-- The case of a file is that of the patient whose order it came with; any other shows it to strangers.
select l.id::text as key
from case_files l
join files f on f.id = l.file_id
join cases c on c.id = l.case_id
join orders o on o.id = f.order_id
where l.legacy_file_id is not null
  and c.patient_id is distinct from o.patient_id
order by key
