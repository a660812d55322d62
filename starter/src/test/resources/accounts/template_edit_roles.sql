-- Every pair of template and role.
select 'source' as term, '' as name, count(*) as rows from dispatch_template_edit_roles
union all
select 'loaded', '', count(*) from dispatch_template_edit_roles
