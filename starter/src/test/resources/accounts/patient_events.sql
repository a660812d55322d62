-- The appointments of patients; none is invented.
select 'source' as term, '' as name, count(*) as rows from dispatch_event
union all
select 'deferred', 'missing_parent.rejected', count(*) from dispatch_event e join lost_patient l on l.id = e.patient_id
union all
select 'loaded', '', count(*)
from dispatch_event e
where not exists (select 1 from lost_patient l where l.id = e.patient_id)
