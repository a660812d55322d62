-- Every pair of template and group.
select 'source' as term, '' as name, count(*) as rows from dispatch_template_view_groups
union all
select 'loaded', '', count(*) from dispatch_template_view_groups
