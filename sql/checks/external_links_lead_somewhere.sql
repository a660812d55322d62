-- A link to a patient who is not there gives another system's key to nobody, or to somebody else.
select l.id::text as key
from external_links l
left join patients t on t.id = l.entity_id
where l.legacy_link_id is not null
  and l.entity_type = 'patients'
  and l.entity_id is not null
  and t.legacy_patient_id is distinct from l.legacy_entity_id
order by key
