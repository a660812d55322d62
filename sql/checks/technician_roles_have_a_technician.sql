-- Asked to the letter, every role is held by a technician; some belong to nobody (Q-36).
-- document: 003, technician roles: dependencies
-- as meant: technician_roles_stay_with_their_holder
select r.id::text as key
from technician_roles r
where r.technician_id is null
order by key
