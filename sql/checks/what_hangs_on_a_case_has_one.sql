-- What was said and done on no case is lost to whoever goes on with it; asked without trust in the keys.
-- document: 000, checkpoint after phase 5
-- document: 001, phase 6, success criterion 2 and validation query
select 'case_flags ' || f.id as key
from case_flags f
left join cases c on c.id = f.case_id
where c.id is null
union all
select 'case_notes ' || n.id
from case_notes n
left join cases c on c.id = n.case_id
where c.id is null
union all
select 'case_actions ' || a.id
from case_actions a
left join cases c on c.id = a.case_id
where c.id is null
union all
select 'case_states ' || s.id
from case_states s
left join cases c on c.id = s.case_id
where c.id is null
order by key
