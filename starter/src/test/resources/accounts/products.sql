-- Deleted products too: templates and offers lead to them (Q-29). Text that is no JSON is rejected (Q-42).
select 'source' as term, '' as name, count(*) as rows from dispatch_product
union all
select 'rejected', 'validation_failure.json', count(*) from pg_temp.planted('Q-42:product.customization')
union all
select 'loaded', '', count(*) from dispatch_product p where not exists (select 1 from lost_product l where l.id = p.id)
