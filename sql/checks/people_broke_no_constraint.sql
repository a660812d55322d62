-- A row that broke a constraint is one that was not understood: it waits with its reason until somebody has.
-- document: 002, phase 2A, success criterion 2
-- document: 002, completion criterion 4
select r.entity || ' ' || r.source_key as key
from crosswalk.open_rejects r
where r.entity in ('profiles', 'patients', 'profile_practices')
  and r.code like 'constraint\_violation.%'
order by key
