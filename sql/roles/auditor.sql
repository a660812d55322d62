-- Least privilege for who checks the account and must not see a patient. Run it as the owner of the
-- ledger, any number of times, after it was applied. Then, for that person's user:
--
--     grant crosswalk_auditor to <user>;
--
-- It reads counts, codes, keys and ids: the ledger's views, and of its tables those without a value
-- of a row. No modern table, no source value.

do $$
begin
  if to_regrole('crosswalk_auditor') is null then
    create role crosswalk_auditor nologin;
  end if;
exception
  -- Roles belong to the server, so another database's script may have been first.
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    raise exception 'there is no role crosswalk_auditor, and this user may not create it. A superuser has to run "create role crosswalk_auditor nologin" once, or give this user CREATEROLE';
end
$$;

do $$
declare
  relation record;
begin
  if to_regnamespace('crosswalk') is null then
    return;
  end if;
  grant usage on schema crosswalk to crosswalk_auditor;
  for relation in
    select c.oid::regclass as name
    from pg_class c
    where c.relnamespace = 'crosswalk'::regnamespace
     and (c.relkind in ('v', 'm') or c.relname in (
       'plan', 'run', 'phase', 'entity', 'batch', 'filtered', 'rule_change', 'check_result',
       'pending', 'association', 'placeholder', 'audit', 'backup', 'backup_table'))
  loop
    execute format('grant select on %s to crosswalk_auditor', relation.name);
  end loop;
  -- Every column but source_values.
  grant select (
    id, run, entity, source_table, source_key, chunk, batch, disposition, code, severity, sqlstate,
    table_name, column_name, constraint_name, parent_entity, parent_key, suggestion, status,
    attempt, first_seen, last_seen, resolved_at, resolved_by
  ) on crosswalk.reject to crosswalk_auditor;
end
$$;
