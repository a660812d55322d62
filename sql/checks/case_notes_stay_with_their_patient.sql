-- A note shown in another patient's case is a breach, and a wrong treatment.
select n.id::text as key
from case_notes n
join cases c on c.id = n.case_id
join orders o on o.legacy_instruction_id = n.legacy_id
where n.legacy_table = 'dispatch_instruction'
  and o.patient_id is distinct from c.patient_id
union all
select n.id::text
from case_notes n
join cases c on c.id = n.case_id
join treatment_plans p on p.legacy_plan_id = (n.metadata ->> 'legacy_plan_id')::bigint
where n.legacy_table = 'dispatch_comment'
  and p.patient_id <> c.patient_id
order by key
