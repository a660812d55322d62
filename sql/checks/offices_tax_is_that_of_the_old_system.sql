-- A rate that is a hundred times too high or too low stands on every invoice of the office (Q-38).
select o.id::text as key
from offices o
where o.legacy_office_id is not null
  and o.tax_rate is distinct from round(least(0.9999,
    case
      when (o.metadata ->> 'legacy_tax_rate')::numeric > 1
        then (o.metadata ->> 'legacy_tax_rate')::numeric / 100
      else (o.metadata ->> 'legacy_tax_rate')::numeric end), 5)
order by key
