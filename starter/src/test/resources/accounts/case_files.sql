-- Files of orders in the case of the patient. Where the patient stayed behind, the link waits.
select 'source' as term, '' as name, count(*) as rows from dispatch_file
union all
select 'filtered', 'without_order', count(*) from pg_temp.planted('Q-27')
union all
select 'deferred', 'missing_parent.rejected', count(*) from dispatch_file f join order_patient o on o.id = f.instruction_id where o.lost
union all
select 'loaded', '', count(*) from dispatch_file f join order_patient o on o.id = f.instruction_id where not o.lost
