-- Least privilege on the legacy database. Run it as its owner, any number of times, after the
-- legacy tables are there. Then, for the user that Crosswalk connects as:
--
--     grant crosswalk_reader to <user>;
--     alter role <user> set default_transaction_read_only = on;
--
-- The second line is needed: a setting of a group is not inherited by its members.

do $$
begin
  create role crosswalk_reader nologin;
exception
  -- Roles belong to the server, so another database's script may have been first.
  when duplicate_object or unique_violation then null;
end
$$;

alter role crosswalk_reader set default_transaction_read_only = on;

grant usage on schema public to crosswalk_reader;

-- Column by column: the password is not among them.
grant select (
  id, last_login, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined
) on public.auth_user to crosswalk_reader;

grant select on
  public.auth_group,
  public.auth_user_groups,
  public.dispatch_office,
  public.dispatch_office_doctors,
  public.dispatch_doctorsetting,
  public.dispatch_patient,
  public.dispatch_course,
  public.dispatch_instruction
to crosswalk_reader;
