-- One row for each patient and mark that is set; a duplicate is a later row of the same person (Q-14), and
-- what is wrong with the data is the suffix (Q-08).
with patient_flag as (
  select p.id, f.flag, f.is_set
  from dispatch_patient p
  cross join lateral (values
    ('archived', p.archived),
    ('suspended', p.suspended),
    ('missing_birthdate', p.birthdate is null),
    ('duplicate_person', p.id in (
      select pg_temp.planted('Q-14:one user') union select pg_temp.planted('Q-14:one name'))),
    ('data_quality', p.id in (select pg_temp.planted('Q-08')))) f (flag, is_set)
)
select 'source' as term, '' as name, count(*) as rows from patient_flag
union all
select 'filtered', 'not_set', count(*) from patient_flag where not is_set
union all
select 'deferred', 'missing_parent.rejected', count(*) from patient_flag f join lost_patient l on l.id = f.id where f.is_set
union all
select 'loaded', '', count(*) from patient_flag f where f.is_set and not exists (select 1 from lost_patient l where l.id = f.id)
