-- Least privilege on the modern database. Run it as the owner of its tables, any number of times,
-- after both schemas were applied. Then, for the user that Crosswalk connects as:
--
--     grant crosswalk_loader to <user>;
--
-- The loader owns nothing: it cannot drop, alter or truncate.

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
