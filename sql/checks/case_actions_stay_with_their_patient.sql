-- What was done for one patient must not stand in the history of another.
select a.id::text as key
from case_actions a
join cases c on c.id = a.case_id
join order_states s on s.legacy_state_id = a.legacy_id
join orders o on o.id = s.order_id
where a.legacy_table = 'dispatch_state'
  and o.patient_id is distinct from c.patient_id
order by key
