-- Records of type 5 about a patient, where they hold a word.
with patient_note as (
  select r.*, t.model
  from dispatch_record r
  left join django_content_type t on t.id = r.target_type_id and t.app_label = 'dispatch' and t.model = 'patient'
)
select 'source' as term, '' as name, count(*) as rows from patient_note
union all
select 'filtered', 'not_a_clinical_note', count(*) from patient_note where type is distinct from 5
union all
select 'filtered', 'not_about_a_patient', count(*) from patient_note where type = 5 and model is null
union all
select 'filtered', 'blank', count(*) from patient_note where type = 5 and model is not null and coalesce(btrim(text), '') = ''
union all
select 'deferred', 'missing_parent.rejected', count(*)
from patient_note n
join lost_patient l on l.id = n.target_id
where n.type = 5 and n.model is not null and btrim(n.text) <> ''
union all
select 'loaded', '', count(*)
from patient_note n
join dispatch_patient p on p.id = n.target_id
where n.type = 5 and n.model is not null and btrim(n.text) <> ''
 and not exists (select 1 from lost_patient l where l.id = n.target_id)
