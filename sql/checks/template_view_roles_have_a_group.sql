-- Asked to the letter, every role belongs to a group; many roles see a task of which no group of theirs is told.
-- document: 003, template view roles: dependencies
-- as meant: template_view_roles_fit_their_group
select r.id::text as key
from template_view_roles r
where r.view_group_id is null
order by key
