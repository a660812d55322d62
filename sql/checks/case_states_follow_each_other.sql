-- A history with a gap tells a wrong story: each change begins where the one before it ended.
select s.id::text as key
from (
  select
    t.id,
    t.previous_state,
    t.from_state,
    lag(t.current_state) over history as before,
    lag(t.to_state) over history as before_in_other_words
  from case_states t
  where t.legacy_state_id is not null
  window history as (partition by t.case_id order by t.changed_at, t.legacy_state_id)) s
where s.previous_state is distinct from s.before
   or s.from_state is distinct from s.before_in_other_words
order by key
