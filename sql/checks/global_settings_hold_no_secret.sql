-- The old row held keys of the payment provider; whoever has them has the money.
select g.id::text as key
from global_settings g
where (g.settings::text || g.metadata::text) ~* 'token|secret|password|api.?key|private.?key'
order by key
