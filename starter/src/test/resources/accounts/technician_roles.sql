-- Roles of the group Technician. That of nobody waits for a decision, and is given to nobody (Q-36).
select 'source' as term, '' as name, count(*) as rows from dispatch_role
union all
select 'filtered', 'not_of_technicians', count(*)
from dispatch_role r
where r.group_id is distinct from (select id from auth_group where name = 'Technician')
union all
select 'loaded', '', count(*)
from dispatch_role r
join auth_group g on g.id = r.group_id
where g.name = 'Technician'
