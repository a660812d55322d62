-- Both come from one old row: where they differ, the order and the case tell two stories.
select o.id::text as key
from order_states o
join orders b on b.id = o.order_id
left join case_states c on c.legacy_state_id = o.legacy_state_id
left join cases k on k.id = c.case_id
where o.legacy_state_id is not null
  and c.id is not null
  and (not o.is_active
       or c.status_code <> o.status_code
       or c.current_state is distinct from o.status_name
       or c.changed_at <> o.changed_at
       or k.patient_id is distinct from b.patient_id)
order by key
