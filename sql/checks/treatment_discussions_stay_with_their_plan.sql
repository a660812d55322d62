-- What is said about a plan is read in its patient's case, and by nobody else's.
select d.id::text as key
from treatment_discussions d
left join treatment_plans n on n.id = d.treatment_plan_id
left join cases c on c.id = d.case_id
where d.legacy_comment_id is not null
  and (n.patient_id <> c.patient_id
       or d.is_visible_to_patient)
order by key
