-- Lines and payments are the same money seen twice: loaded from both tables it would be counted twice.
select b.id::text as key
from purchases b
where b.source_table = 'dispatch_payment'
  and exists (
    select 1
    from purchases l
    where l.source_table = 'dispatch_purchase')
order by key
