-- The old system knew no former members: one who is not active was switched off by the migration.
-- document: 001, phase 5, success criterion 4 and validation query
select m.id::text as key
from practice_members m
where m.legacy_id is not null
  and not m.is_active
order by key
