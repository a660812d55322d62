-- The kind of order stands in both tables; where they differ, a product is sold under the wrong kind.
select p.id::text as key
from products p
join courses c on c.id = p.course_id
where p.legacy_product_id is not null
  and p.course_type is distinct from c.course_type
order by key
