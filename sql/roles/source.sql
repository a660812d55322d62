-- Least privilege on the legacy database. Run it as its owner, any number of times, after the
-- legacy tables are there. Then, for the user that Crosswalk connects as:
--
--     grant crosswalk_reader to <user>;
--     alter role <user> set default_transaction_read_only = on;
--
-- The second line is needed: a setting of a group is not inherited by its members.

do $$
begin
  if to_regrole('crosswalk_reader') is null then
    create role crosswalk_reader nologin;
  end if;
exception
  -- Roles belong to the server, so another database's script may have been first.
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    raise exception 'there is no role crosswalk_reader, and this user may not create it. A superuser has to run "create role crosswalk_reader nologin" once, or give this user CREATEROLE';
end
$$;

do $$
begin
  alter role crosswalk_reader set default_transaction_read_only = on;
exception
  -- The role is another one's. Its users are told to have the setting themselves, see above.
  when insufficient_privilege then null;
end
$$;

grant usage on schema public to crosswalk_reader;

-- Of tables with secrets, addresses of machines or numbers of cards, only the columns named here:
-- no password, no card_bin, no port, and of the settings not the text, which holds payment keys.
-- Tables of one-time keys and sessions (account_*, otp_*, django_session) are not here at all.
-- An older legacy system may lack a table.
do $$
declare
  readable record;
begin
  for readable in
    select *
    from (values
      ('auth_user',
        'id, last_login, is_superuser, username, first_name, last_name, email, is_staff,'
        ' is_active, date_joined'),
      ('dispatch_operation',
        'id, type, made_at, price, sq_order_id, sq_payment_id, sq_refund_id, card_brand,'
        ' card_last, office_card, attempts, payment_id'),
      ('dispatch_storage', 'id, name, disk_total, disk_free'),
      ('dispatch_agent', 'id, name, cpu, memory, memory_used'),
      ('dispatch_instance', 'id, queue, run_at, agent_id, opener_id, project_id'),
      ('dispatch_globalsetting', 'id, version')) x (name, columns)
  loop
    if to_regclass('public.' || readable.name) is not null then
      execute format(
        'grant select (%s) on public.%I to crosswalk_reader', readable.columns, readable.name);
    end if;
  end loop;

  for readable in
    select name
    from unnest(array[
      'auth_group', 'auth_user_groups', 'auth_permission', 'auth_group_permissions',
      'auth_user_user_permissions', 'django_content_type',
      'dispatch_role', 'dispatch_role_permissions', 'dispatch_usersetting',
      'dispatch_office', 'dispatch_office_doctors', 'dispatch_doctorsetting',
      'dispatch_doctorsetting_masters', 'dispatch_doctorsetting_sales', 'dispatch_patient',
      'dispatch_client', 'dispatch_client3d', 'dispatch_master', 'dispatch_language',
      'dispatch_course', 'dispatch_instruction', 'dispatch_jaw', 'dispatch_project',
      'dispatch_plan', 'dispatch_state', 'dispatch_bracket', 'dispatch_event', 'dispatch_order',
      'dispatch_category', 'dispatch_template', 'dispatch_template_predecessors',
      'dispatch_template_products', 'dispatch_template_edit_roles',
      'dispatch_template_view_roles', 'dispatch_template_view_groups', 'dispatch_task',
      'dispatch_record', 'dispatch_record_attachments', 'dispatch_record_roles',
      'dispatch_comment', 'dispatch_note', 'dispatch_notification', 'dispatch_reading',
      'dispatch_file', 'dispatch_link',
      'dispatch_product', 'dispatch_product_roles', 'dispatch_product_successors',
      'dispatch_offer', 'dispatch_discount', 'dispatch_payment', 'dispatch_purchase',
      'dispatch_ware', 'dispatch_action']) name
  loop
    if to_regclass('public.' || readable.name) is not null then
      execute format('grant select on public.%I to crosswalk_reader', readable.name);
    end if;
  end loop;
end
$$;
