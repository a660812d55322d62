-- Steps that are no list of named steps in order stop the program that follows them.
-- document: 001, phase 7, success criterion 3
select w.id::text as key
from workflow_templates w
where jsonb_typeof(w.steps) <> 'array'
   or exists (
    select 1
    from jsonb_array_elements(case jsonb_typeof(w.steps) when 'array' then w.steps else '[]' end) s
    where jsonb_typeof(s) <> 'object'
       or coalesce(btrim(s ->> 'name'), '') = ''
       or jsonb_typeof(s -> 'order') is distinct from 'number')
order by key
