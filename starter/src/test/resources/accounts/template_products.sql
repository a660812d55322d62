-- Every pair, those of deleted products included (Q-29); a product that stayed behind is waited for.
select 'source' as term, '' as name, count(*) as rows from dispatch_template_products
union all
select 'deferred', 'missing_parent.rejected', count(*) from dispatch_template_products t join lost_product l on l.id = t.product_id
union all
select 'loaded', '', count(*)
from dispatch_template_products t
where not exists (select 1 from lost_product l where l.id = t.product_id)
