-- Least privilege on the modern database. Run it as the owner of its tables, any number of times,
-- after both schemas were applied. Then, for the user that Crosswalk connects as:
--
--     grant crosswalk_loader to <user>;
--
-- The loader owns nothing: it cannot drop, alter or truncate.

do $$
begin
  create role crosswalk_loader nologin;
exception
  -- Roles belong to the server, so another database's script may have been first.
  when duplicate_object or unique_violation then null;
end
$$;

-- Before version 15 everybody may create tables in public.
revoke create on schema public from public;

grant usage on schema public to crosswalk_loader;

-- Delete, because a rollback removes what a run wrote.
grant select, insert, update, delete on
  public.practices, public.profiles,
  public.offices, public.categories, public.courses, public.products, public.teams,
  public.roles, public.role_permissions,
  public.doctors, public.doctor_offices, public.practitioners, public.practice_members,
  public.technicians, public.technician_roles,
  public.patients, public.patient_flags, public.patient_notes, public.patients_doctors_offices,
  public.user_actions,
  public.templates, public.workflow_templates, public.workflow_steps,
  public.template_predecessors, public.template_products, public.template_edit_roles,
  public.template_view_groups, public.template_view_roles,
  public.cases, public.case_flags, public.case_notes, public.case_actions, public.case_states,
  public.orders, public.order_items, public.order_states, public.order_cases,
  public.patient_events,
  public.jaws, public.projects, public.treatment_plans, public.brackets,
  public.files, public.order_files, public.case_files, public.tasks, public.user_tasks,
  public.messages, public.message_attachments, public.message_read_receipts,
  public.team_communications, public.system_messages, public.notifications,
  public.comments, public.treatment_discussions, public.doctor_notes, public.case_messages,
  public.communications, public.customer_feedback,
  public.offers, public.discounts, public.payments, public.payment_operations,
  public.operations, public.purchases, public.payment_items,
  public.computational_agents, public.computational_instances, public.external_links,
  public.storages, public.global_settings, public.audit_log,
  public.ai_embeddings, public.ai_embedding_links, public.embedding_queue
to crosswalk_loader;

grant select on public.ware, public.shipments to crosswalk_loader;

-- Staging tables are temporary.
do $$
begin
  execute format('grant temporary on database %I to crosswalk_loader', current_database());
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
