-- Nobody may use a template of no practice; asked without trust in the keys.
-- document: 001, phase 7, success criterion 2
select w.id::text as key
from workflow_templates w
left join practices o on o.id = w.practice_id
where o.id is null
order by key
