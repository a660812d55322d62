-- What means the same in every table is explained once. Where a table says more itself, that stays.
-- A later file explains the columns of its own tables.

do $$
declare
  common record;
begin
  for common in
    select c.oid::regclass as relation, a.attname as name, x.sentence
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    join (values
      ('metadata', 'What has no column, with the tags of the rules that changed the row.'),
      ('created_at', 'Defaulted from the clock.'),
      ('updated_at', 'Defaulted from the clock.')) x (name, sentence) on x.name = a.attname
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
     -- Only tables of this schema: others may live beside them.
     and obj_description(c.oid, 'pg_class') ~ ' Area: [a-z]+\. Source: '
     and col_description(c.oid, a.attnum) is null
  loop
    execute format('comment on column %s.%I is %L', common.relation, common.name, common.sentence);
  end loop;
end
$$;
