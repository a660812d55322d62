-- Amounts and states stand twice, for two kinds of readers; where they differ, one of them is billed wrongly.
select p.id::text as key
from payments p
where p.legacy_payment_id is not null
  and (p.amount is distinct from p.total_amount
    or (p.status = 'cancelled') <> p.is_cancelled
    or (p.status = 'completed' and not p.is_paid)
    or (p.status = 'pending' and p.is_paid)
    or (p.is_free and p.payment_method is not null))
order by key
