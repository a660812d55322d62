-- The old system knew no retired templates: one that is not active was switched off by the migration.
-- document: 001, phase 7, success criterion 4 and validation query
select w.id::text as key
from workflow_templates w
where w.legacy_template_id is not null
  and not w.is_active
order by key
