-- What a serial column needs after explicit keys -------------------------------------------------

do $$
declare
  t record;
  highest bigint;
begin
  for t in
    select c.relname, pg_get_serial_sequence(c.relname, 'id') as counter
    from pg_class c
    where c.relnamespace = 'public'::regnamespace
     and c.relkind = 'r'
     and (c.relname like 'dispatch\_%' or c.relname like 'auth\_%' or c.relname like 'django\_%')
  loop
    execute format('select max(id) from %I', t.relname) into highest;
    if highest is not null then
      perform setval(t.counter, highest);
    end if;
  end loop;
end
$$;

-- The mark: a script that stopped halfway leaves none --------------------------------------------

insert into crosswalk_synthetic (seed, scale, generated_at)
values (current_setting('crosswalk.seed'), current_setting('crosswalk.scale')::numeric, now());

do $$
declare
  t record;
begin
  for t in
    select c.relname
    from pg_class c
    where c.relnamespace = pg_my_temp_schema()
     and c.relkind = 'r'
     and c.relname like 'gen\_%'
  loop
    execute format('drop table pg_temp.%I', t.relname);
  end loop;
end
$$;
