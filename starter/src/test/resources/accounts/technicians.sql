-- Of all users those of the group Technician; compute nodes are no technicians.
select 'source' as term, '' as name, count(*) as rows from auth_user
union all
select 'filtered', 'not_a_technician', count(*) from auth_user u where not exists (select 1 from technician t where t.id = u.id)
union all
select 'loaded', '', count(*) from technician
