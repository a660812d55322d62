-- A patient whom no book of a run leads to has come from nowhere.
-- document: 002, phase 2B, success criterion 5
-- severity: minor
select t.id::text as key
from patients t
where t.legacy_patient_id is not null
  and t.id not in (
    select m.target_id
    from crosswalk.mapping m
    where m.entity = 'patients')
order by key
