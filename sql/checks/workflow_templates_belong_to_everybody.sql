-- The old templates are everybody's; given to a real practice, they vanish from all others (Q-36).
select w.id::text as key
from workflow_templates w
join practices p on p.id = w.practice_id
where w.legacy_template_id is not null
  and p.legacy_office_id is not null
order by key
