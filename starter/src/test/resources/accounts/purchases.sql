-- Lines of purchases, of which there are none, and payments that were paid, not canceled, and came to something (Q-48).
select 'source' as term, '' as name, (select count(*) from dispatch_purchase) + (select count(*) from dispatch_payment) as rows
union all
select 'filtered', 'canceled', count(*) from dispatch_payment where canceled
union all
select 'filtered', 'unpaid', count(*) from dispatch_payment where not canceled and not paid
union all
select 'filtered', 'nothing_to_pay', count(*) from pg_temp.planted('Q-48')
union all
select 'loaded', '', (select count(*) from dispatch_purchase)
  + (select count(*) from dispatch_payment where paid and not canceled and total_price > 0)
