-- What must come before a task is a step of its workflow.
select 'source' as term, '' as name, count(*) as rows from dispatch_template_predecessors
union all
select 'loaded', '', count(*) from dispatch_template_predecessors
