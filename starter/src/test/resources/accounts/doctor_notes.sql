-- Notes on doctors. That on a user who is none has no place here (Q-33).
select 'source' as term, '' as name, count(*) as rows from dispatch_note
union all
select 'rejected', 'missing_parent.filtered', count(*) from pg_temp.planted('Q-33')
union all
select 'loaded', '', count(*) from dispatch_note n join doctor d on d.id = n.doctor_id
