-- The group beside a role is that of the same task and team, or the role sees what its team must not.
select v.id::text as key
from template_view_roles v
join template_view_groups g on g.id = v.view_group_id
left join roles r on r.id = v.role_id
where v.legacy_id is not null
  and (g.template_id is distinct from v.template_id
       or (r.team_id is not null and g.team_id is distinct from r.team_id))
order by key
