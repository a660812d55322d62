-- Who treats a patient where; without an office it is still a doctor's patient (Q-19).
select 'source' as term, '' as name, count(*) as rows from dispatch_patient
union all
select 'filtered', 'without_doctor', count(*) from dispatch_patient where doctor_id is null
union all
select 'deferred', 'missing_parent.rejected', count(*)
from dispatch_patient p
join lost_patient l on l.id = p.id
where p.doctor_id is not null
union all
select 'loaded', '', count(*)
from dispatch_patient p
where p.doctor_id is not null
 and not exists (select 1 from lost_patient l where l.id = p.id)
