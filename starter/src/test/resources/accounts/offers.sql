-- Every offer, for a doctor or for nobody: a doctor without orders is no reason (Q-28).
select 'source' as term, '' as name, count(*) as rows from dispatch_offer
union all
select 'loaded', '', count(*) from dispatch_offer
