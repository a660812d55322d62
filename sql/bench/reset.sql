-- Before each measurement of `crosswalk bench`: the large table is empty, its parents are there, and
-- the ledger knows no run.
do $$
declare
  tables text;
begin
  select string_agg(c.oid::regclass::text, ', ')
  into tables
  from pg_class c
  where c.relnamespace = 'crosswalk'::regnamespace
   and c.relkind = 'r'
   and c.relname <> 'plan'
   and c.relname not like '%schema\_history';
  execute 'truncate crosswalk_bench.tasks, ' || tables;
end
$$;
