-- What the team said among itself must not become visible by being moved.
select t.id::text as key
from team_communications t
where t.legacy_record_id is not null
  and t.visibility <> 'internal'
order by key
