-- In 2025 a second run loaded every state again, and each case seemed to have changed twice (F-01).
-- document: 001, phase 6, conflict resolution
select s.id::text as key
from case_states s
where exists (
    select 1
    from case_states o
    where o.case_id = s.case_id
      and o.created_at = s.created_at
      and o.to_state = s.to_state
      and o.id <> s.id)
order by key
