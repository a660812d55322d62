-- Work for one order, planned on the plan of another, is done on the wrong patient.
select t.id::text as key
from tasks t
join orders o on o.id = t.order_id
left join treatment_plans n on n.id = t.treatment_plan_id
where t.legacy_task_id is not null
  and (t.patient_id is distinct from o.patient_id
       or n.order_id <> t.order_id)
order by key
