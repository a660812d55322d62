-- One row for each case and flag that the patient, or any order of the patient, sets.
with case_flag as (
  select p.id, f.flag, f.is_set
  from dispatch_patient p
  cross join lateral (
    select
      bool_or(i.cbct) as cbct,
      bool_or(i.accept_extraction) as accept_extraction,
      bool_or(i.comprehensive) as comprehensive,
      bool_or(i.deleted) as deleted
    from dispatch_instruction i
    where i.patient_id = p.id
  ) o
  cross join lateral (values
    ('archived', p.archived),
    ('suspended', p.suspended),
    ('cbct', o.cbct),
    ('accept_extraction', o.accept_extraction),
    ('comprehensive', o.comprehensive),
    ('deleted', o.deleted)) f (flag, is_set)
)
select 'source' as term, '' as name, count(*) as rows from case_flag
union all
select 'filtered', 'not_set', count(*) from case_flag where is_set is not true
union all
select 'deferred', 'missing_parent.rejected', count(*) from case_flag f join lost_patient l on l.id = f.id where f.is_set
union all
select 'loaded', '', count(*) from case_flag f where f.is_set and not exists (select 1 from lost_patient l where l.id = f.id)
