-- Asked to the letter, every change of a state has an actor; some were made by the system itself (Q-25).
-- document: 001, phase 6, success criterion 3
-- as meant: case_states_wait_for_no_actor
select s.id::text as key
from case_states s
where s.changed_by is null
order by key
