-- An order counted to the case of another patient is paid, made and shipped for the wrong one.
select l.id::text as key
from order_cases l
join orders o on o.id = l.order_id
join cases c on c.id = l.case_id
where o.patient_id is distinct from c.patient_id
   or o.legacy_instruction_id is distinct from l.legacy_instruction_id
order by key
