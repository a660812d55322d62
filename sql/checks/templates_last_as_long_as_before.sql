-- The old system counts hours, this one minutes: a task of eight minutes is late before it is begun.
select t.id::text as key
from templates t
where t.legacy_template_id is not null
  and t.duration_minutes is distinct from (t.metadata ->> 'legacy_duration')::integer * 60
order by key
