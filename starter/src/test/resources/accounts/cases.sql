-- A case for each patient; where the patient stayed behind, the case waits (Q-42).
select 'source' as term, '' as name, count(*) as rows from dispatch_patient
union all
select 'deferred', 'missing_parent.rejected', count(*) from lost_patient
union all
select 'loaded', '', count(*) from dispatch_patient p where not exists (select 1 from lost_patient l where l.id = p.id)
