-- The list in the template and the rows of its steps say the same, or two screens show two workflows.
select w.id::text as key
from workflow_templates w
where w.legacy_template_id is not null
  and array(
        select (s ->> 'order', s ->> 'duration_minutes')::text
        from jsonb_array_elements(w.steps) s
        order by (s ->> 'order')::integer)
    <> array(
        select (s.step_order, s.duration_minutes)::text
        from workflow_steps s
        where s.workflow_template_id = w.id
        order by s.step_order)
order by key
