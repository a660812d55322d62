-- Text that is no JSON is rejected (Q-42); no office, birth date or suffix is no reason (Q-08, Q-19).
select 'source' as term, '' as name, count(*) as rows from dispatch_patient
union all
select 'rejected', 'validation_failure.json', count(*) from pg_temp.planted('Q-42:patient.schemes')
union all
select 'loaded', '', count(*) from dispatch_patient p where not exists (select 1 from lost_patient l where l.id = p.id)
