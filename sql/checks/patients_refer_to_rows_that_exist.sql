-- A patient who points nowhere breaks every list he is in; asked without trust in the keys.
-- document: 000, checkpoint after phase 3
-- document: 002, phase 2B, success criterion 4
-- document: 002, phase 2C, validation queries: valid_patient_practice_links, valid_patient_provider_links
select t.id::text as key
from patients t
left join profiles u on u.id = t.profile_id
left join practices o on o.id = t.practice_id
left join profiles d on d.id = t.assigned_profile_id
where u.id is null
   or (t.practice_id is not null and o.id is null)
   or (t.assigned_profile_id is not null and d.id is null)
order by key
