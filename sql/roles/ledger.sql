-- What Crosswalk's user needs in every target beside rights on its tables: the ledger, and temporary
-- tables. Run it as the owner of the ledger, any number of times, after it was applied. Then, for the
-- user that Crosswalk connects as:
--
--     grant crosswalk_loader to <user>;

do $$
begin
  if to_regrole('crosswalk_loader') is null then
    create role crosswalk_loader nologin;
  end if;
exception
  -- Roles belong to the server, so another database's script may have been first.
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    raise exception 'there is no role crosswalk_loader, and this user may not create it. A superuser has to run "create role crosswalk_loader nologin" once, or give this user CREATEROLE';
end
$$;

-- Staging tables are temporary.
do $$
begin
  execute format('grant temporary on database %I to crosswalk_loader', current_database());
end
$$;

-- Backups: the copies belong to who makes them, and nobody else may look into their schema.
do $$
begin
  if to_regnamespace('crosswalk_backup') is not null then
    grant usage, create on schema crosswalk_backup to crosswalk_loader;
  end if;
end
$$;

-- The ledger, where it has been applied. Tables are written and corrected, never deleted from;
-- views are read; what Flyway keeps there is nobody's business but Flyway's.
do $$
declare
  relation record;
begin
  if to_regnamespace('crosswalk') is null then
    return;
  end if;
  grant usage on schema crosswalk to crosswalk_loader;
  for relation in
    select c.oid::regclass as name, c.relkind, c.relname
    from pg_class c
    where c.relnamespace = 'crosswalk'::regnamespace
     and c.relkind in ('r', 'p', 'v', 'm')
  loop
    if relation.relkind in ('v', 'm') or relation.relname like '%schema\_history' then
      execute format('grant select on %s to crosswalk_loader', relation.name);
    elsif relation.relname = 'audit' then
      -- What was done stays as it was written.
      execute format('grant select, insert on %s to crosswalk_loader', relation.name);
    else
      execute format('grant select, insert, update on %s to crosswalk_loader', relation.name);
    end if;
  end loop;
  grant usage, select on all sequences in schema crosswalk to crosswalk_loader;
  grant execute on all functions in schema crosswalk to crosswalk_loader;
end
$$;
