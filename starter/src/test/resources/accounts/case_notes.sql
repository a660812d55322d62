-- Five texts of each order and the comments on its plans, where they hold a word.
with case_note as (
  select i.patient_id, n.note
  from dispatch_instruction i
  cross join lateral (values (i.notes), (i.complaint), (i.objective), (i.conditions), (i.scanner_notes)) n (note)
  union all
  select i.patient_id, c.text
  from dispatch_comment c
  join dispatch_plan p on p.id = c.plan_id
  join dispatch_instruction i on i.id = p.instruction_id
)
select 'source' as term, '' as name, count(*) as rows from case_note
union all
select 'filtered', 'blank', count(*) from case_note where coalesce(btrim(note), '') = ''
union all
select 'deferred', 'missing_parent.rejected', count(*)
from case_note n
join lost_patient l on l.id = n.patient_id
where btrim(n.note) <> ''
union all
select 'loaded', '', count(*)
from case_note n
where btrim(n.note) <> ''
 and not exists (select 1 from lost_patient l where l.id = n.patient_id)
