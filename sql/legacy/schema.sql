-- The legacy system: the tables of the Django application. Foreign keys and indexes are in keys.sql,
-- to be run after the data: so they are checked and built once, not row by row.
--
-- Structure as Django leaves it behind: serial integer keys, varchar with the model's length, no
-- database defaults (Django keeps them in Python), names with Django's digest. Runs on PostgreSQL
-- 9.6 and later: no identity columns, no generated columns. What no source records (columns, types,
-- lengths) is marked PROPOSED in the comment of the table or column. Left out: sessions,
-- migrations, mail confirmations and one-time passwords, which no plan may touch.
--
-- Run it on an empty database. `crosswalk_synthetic` marks that database as one of ours.

-- Ours, not the application's --------------------------------------------------------------------

create table crosswalk_synthetic (
  seed text not null,
  scale numeric not null,
  generated_at timestamptz not null
);

comment on table crosswalk_synthetic is
  'Proof that this database holds synthetic data only. Empty until the generator has run; the generator refuses a database without this table.';

create table crosswalk_manifest (
  quirk text not null primary key,
  description text not null,
  switchable boolean not null,
  planted bigint not null,
  keys_query text not null
);

comment on table crosswalk_manifest is
  'What the generator planted, counted in the finished data. One row per quirk and place: Q-42:patient.schemes is quirk Q-42 in that column.';
comment on column crosswalk_manifest.switchable is
  'False for what is the shape of the data rather than a fault of rows: --quirks none leaves it.';
comment on column crosswalk_manifest.keys_query is
  'A query that returns the affected primary keys as one bigint column named key.';

-- Identity ---------------------------------------------------------------------------------------

create table auth_user (
  id serial not null primary key,
  password varchar(128) not null,
  last_login timestamptz null,
  is_superuser boolean not null,
  username varchar(150) not null constraint auth_user_username_key unique,
  first_name varchar(150) not null,
  last_name varchar(150) not null,
  email varchar(254) not null,
  is_staff boolean not null,
  is_active boolean not null,
  date_joined timestamptz not null
);

comment on column auth_user.email is
  'Never null: a missing address is an empty string (Q-01). Not unique (Q-03).';
comment on column auth_user.password is
  'Never leaves this database: no plan may read it.';

create table auth_group (
  id serial not null primary key,
  name varchar(150) not null constraint auth_group_name_key unique
);

create table auth_user_groups (
  id serial not null primary key,
  user_id integer not null,
  group_id integer not null,
  constraint auth_user_groups_user_id_group_id_94350c0c_uniq unique (user_id, group_id)
);

-- Content types: what a generic reference points at ---------------------------------------------

create table django_content_type (
  id serial not null primary key,
  app_label varchar(100) not null,
  model varchar(100) not null,
  constraint django_content_type_app_label_model_76bd3d3b_uniq unique (app_label, model)
);

comment on table django_content_type is
  'Resolve a type by app_label and model: the numbers drift between environments, and dispatch_record.type is none (Q-20).';

-- Rights -----------------------------------------------------------------------------------------

create table auth_permission (
  id serial not null primary key,
  name varchar(255) not null,
  content_type_id integer not null,
  codename varchar(100) not null,
  constraint auth_permission_content_type_id_codename_01ab375a_uniq unique (content_type_id, codename)
);

create table auth_group_permissions (
  id serial not null primary key,
  group_id integer not null,
  permission_id integer not null,
  constraint auth_group_permissions_group_id_permission_id_0cd325b0_uniq unique (group_id, permission_id)
);

create table auth_user_user_permissions (
  id serial not null primary key,
  user_id integer not null,
  permission_id integer not null,
  constraint auth_user_user_permissions_user_id_permission_id_14a6b632_uniq unique (user_id, permission_id)
);

create table dispatch_role (
  id serial not null primary key,
  name varchar(100) not null,
  abbrev varchar(20) null,
  type integer null,
  "order" integer null,
  group_id integer null,
  user_id integer null
);

comment on table dispatch_role is
  'What a technician may be called upon for. A role without a user belongs to nobody yet. Lengths PROPOSED.';
comment on column dispatch_role."order" is
  'Place in a list; a reserved word (Q-44).';

create table dispatch_role_permissions (
  id serial not null primary key,
  role_id integer not null,
  permission_id integer not null,
  constraint dispatch_role_permissions_role_id_permission_id_3dd62918_uniq unique (role_id, permission_id)
);

create table dispatch_usersetting (
  id serial not null primary key,
  emails boolean not null,
  require_2fa boolean null,
  user_id integer not null constraint dispatch_usersetting_user_id_key unique
);

create table dispatch_doctorsetting_masters (
  id serial not null primary key,
  doctorsetting_id integer not null,
  user_id integer not null,
  constraint dispatch_doctorsetting_m_doctorsetting_id_user_id_63467f86_uniq unique (doctorsetting_id, user_id)
);

comment on table dispatch_doctorsetting_masters is
  'Who looks after the doctor. Columns PROPOSED.';

create table dispatch_doctorsetting_sales (
  id serial not null primary key,
  doctorsetting_id integer not null,
  user_id integer not null,
  constraint dispatch_doctorsetting_s_doctorsetting_id_user_id_663d52b1_uniq unique (doctorsetting_id, user_id)
);

comment on table dispatch_doctorsetting_sales is
  'Who sells to the doctor. Columns PROPOSED.';

create table dispatch_client (
  id serial not null primary key,
  name varchar(200) null,
  user_id integer null
);

comment on table dispatch_client is
  'Known by name only; columns PROPOSED. Stays empty.';

create table dispatch_client3d (
  id serial not null primary key,
  name varchar(200) null,
  version varchar(40) null
);

comment on table dispatch_client3d is
  'Known by name only; columns PROPOSED. Stays empty.';

create table dispatch_master (
  id serial not null primary key,
  user_id integer not null
);

comment on table dispatch_master is
  'Known by name only; columns PROPOSED. Stays empty.';

create table dispatch_language (
  id serial not null primary key,
  code varchar(8) not null,
  name varchar(100) not null
);

comment on table dispatch_language is
  'Known by name only; columns PROPOSED. Stays empty.';

-- Offices and doctors ----------------------------------------------------------------------------

create table dispatch_office (
  id serial not null primary key,
  name varchar(200) null,
  address varchar(255) null,
  apt varchar(60) null,
  city varchar(120) null,
  state varchar(120) null,
  zip varchar(20) null,
  country varchar(100) null,
  phone varchar(40) null,
  tax_rate numeric(7, 4) not null,
  valid boolean not null,
  sq_customer_id varchar(64) null,
  emails boolean not null,
  doctor_id integer null
);

comment on table dispatch_office is
  'Lengths PROPOSED. There is no created_at, no updated_at, no e-mail address.';
comment on column dispatch_office.tax_rate is
  'Percent, for example 10.25 (Q-38).';
comment on column dispatch_office.emails is
  'A flag, send e-mails; not an address (Q-39).';
comment on column dispatch_office.doctor_id is
  'The owner: a user, for there is no doctor table (Q-16).';

create table dispatch_office_doctors (
  id serial not null primary key,
  office_id integer not null,
  user_id integer not null,
  constraint dispatch_office_doctors_office_id_user_id_532b7817_uniq unique (office_id, user_id)
);

create table dispatch_doctorsetting (
  id serial not null primary key,
  clinical_preferences text null,
  sq_customer_id varchar(64) null,
  promised_payment date null,
  credit numeric(10, 2) null,
  tier_finish date null,
  tier_type integer null,
  installment_payments boolean null,
  baa_agreed_at timestamptz null,
  eula_agreed_at timestamptz null,
  company_account boolean null,
  user_id integer not null constraint dispatch_doctorsetting_user_id_key unique
);

comment on table dispatch_doctorsetting is
  'One row for each potential doctor. Types of promised_payment and tier_finish PROPOSED.';

-- Patients and their orders ----------------------------------------------------------------------

create table dispatch_patient (
  id serial not null primary key,
  birthdate date null,
  sex integer null,
  status integer null,
  archived boolean not null,
  suspended boolean not null,
  schemes text null,
  suffix varchar(16) null,
  submitted_at timestamptz null,
  updated_at timestamptz null,
  user_id integer not null,
  doctor_id integer null,
  office_id integer null
);

comment on table dispatch_patient is
  'Names, address and joining date are those of the user. The user is not unique: one person may have several rows (Q-14).';
comment on column dispatch_patient.doctor_id is
  'A user, for there is no doctor table (Q-16).';
comment on column dispatch_patient.schemes is
  'JSON as text, not always valid (Q-42).';
comment on column dispatch_patient.suffix is
  'Normally four characters; part of order and case numbers. Length PROPOSED.';

create table dispatch_course (
  id serial not null primary key,
  name varchar(100) not null,
  type varchar(40) null,
  customization text null
);

create table dispatch_instruction (
  id serial not null primary key,
  "order" integer null,
  model integer null,
  scanner integer null,
  scanner_notes text null,
  notes text null,
  conditions text null,
  complaint text null,
  objective text null,
  exports text null,
  price numeric(10, 2) null,
  status integer null,
  cbct boolean not null,
  accept_extraction boolean not null,
  comprehensive boolean not null,
  deleted boolean not null,
  suffix varchar(16) null,
  submitted_at timestamptz null,
  updated_at timestamptz null,
  patient_id integer not null,
  course_id integer null,
  upper_jaw_id integer null,
  lower_jaw_id integer null
);

comment on table dispatch_instruction is
  'The business order. Doctor and office are those of the patient; there is no created_at (Q-43).';
comment on column dispatch_instruction."order" is
  'Place among the orders of one patient; a reserved word (Q-44).';
comment on column dispatch_instruction.exports is
  'JSON as text, not always valid (Q-42).';
comment on column dispatch_instruction.status is
  '0 no product, 1 submitted, 2 approved, 4 shipped; other codes have no recorded meaning (Q-49).';

-- Jaws, projects, plans, states ------------------------------------------------------------------

create table dispatch_jaw (
  id serial not null primary key,
  bond_teeth varchar(16) not null,
  extract_teeth varchar(16) not null,
  reason integer null,
  labial boolean not null,
  product_id integer null
);

comment on table dispatch_jaw is
  'Upper or lower is told only by the column of dispatch_instruction that points here; some jaws are pointed at by none (Q-32).';
comment on column dispatch_jaw.bond_teeth is
  'Sixteen characters, one for each tooth of the arch: 1 is set.';
comment on column dispatch_jaw.reason is
  'Why a replacement is made: 1, 2, 3. Two scripts read 2 and 3 in opposite ways (Q-49).';

create table dispatch_project (
  id serial not null primary key,
  uid uuid not null constraint dispatch_project_uid_key unique,
  name varchar(255) not null,
  size bigint null,
  type integer null,
  status integer null,
  created_at timestamptz not null,
  public boolean not null,
  creator_id integer null
);

comment on table dispatch_project is
  'A digital asset. Nothing here names a patient, a case or an office: the only way is plan, instruction, patient, and about half have no plan (Q-22).';
comment on column dispatch_project.name is
  'Never null: a missing name is an empty string (Q-46).';

create table dispatch_plan (
  id serial not null primary key,
  number integer null,
  name varchar(255) null,
  notes text null,
  original boolean not null,
  instruction_id integer not null,
  project_id integer not null
);

comment on table dispatch_plan is
  'There is no created_at (Q-43). A project may have several plans.';

create table dispatch_state (
  id serial not null primary key,
  status integer not null,
  "on" boolean not null,
  changed_at timestamptz not null,
  actor_id integer null,
  instruction_id integer not null
);

comment on table dispatch_state is
  'Status is 11 or 12; what they mean is disputed (Q-49). Ids do not follow time: the oldest states were added late.';
comment on column dispatch_state."on" is
  'Set or taken back; a reserved word (Q-44).';

create table dispatch_bracket (
  id serial not null primary key,
  name varchar(255) null,
  type integer null,
  project_id integer null
);

comment on table dispatch_bracket is
  'An object placed in a three-dimensional project; not a catalogue of supplies.';

create table dispatch_event (
  id serial not null primary key,
  title varchar(255) not null,
  date date not null,
  done boolean not null,
  created_at timestamptz not null,
  patient_id integer not null
);

comment on table dispatch_event is
  'Appointments. All columns PROPOSED.';

create table dispatch_order (
  id serial not null primary key,
  status integer null,
  custom_price numeric(10, 2) null,
  course_id integer null,
  doctor_id integer null
);

comment on table dispatch_order is
  'Exists and is empty: the business order is dispatch_instruction. Columns named order_id elsewhere hold null or numbers that nothing resolves, so they bear no foreign key.';

-- Workflow ---------------------------------------------------------------------------------------

create table dispatch_category (
  id serial not null primary key,
  name varchar(200) not null,
  parent_id integer null
);

comment on table dispatch_category is
  'A tree; a child may have the smaller number (Q-37).';

create table dispatch_template (
  id serial not null primary key,
  task_name varchar(200) not null,
  action_name varchar(200) null,
  text_name varchar(200) null,
  function integer not null,
  status integer null,
  duration integer null,
  predefined boolean not null,
  read_only boolean not null,
  separate boolean not null,
  extensions varchar(200) null,
  alerts text null,
  category_id integer null,
  course_id integer null
);

comment on column dispatch_template.task_name is
  'Not unique.';
comment on column dispatch_template.duration is
  'Hours.';
comment on column dispatch_template.alerts is
  'Type PROPOSED.';

create table dispatch_template_predecessors (
  id serial not null primary key,
  from_template_id integer not null,
  to_template_id integer not null,
  constraint dispatch_template_predec_from_template_id_to_temp_37fd04fe_uniq unique (from_template_id, to_template_id)
);

create table dispatch_template_products (
  id serial not null primary key,
  template_id integer not null,
  product_id integer not null,
  constraint dispatch_template_products_template_id_product_id_13a8cccf_uniq unique (template_id, product_id)
);

comment on table dispatch_template_products is
  'Part of them point at deleted products (Q-29).';

create table dispatch_template_edit_roles (
  id serial not null primary key,
  template_id integer not null,
  role_id integer not null,
  constraint dispatch_template_edit_roles_template_id_role_id_57037203_uniq unique (template_id, role_id)
);

create table dispatch_template_view_roles (
  id serial not null primary key,
  template_id integer not null,
  role_id integer not null,
  constraint dispatch_template_view_roles_template_id_role_id_484d75b3_uniq unique (template_id, role_id)
);

create table dispatch_template_view_groups (
  id serial not null primary key,
  template_id integer not null,
  group_id integer not null,
  constraint dispatch_template_view_g_template_id_group_id_42fe2a26_uniq unique (template_id, group_id)
);

create table dispatch_task (
  id serial not null primary key,
  checked boolean not null,
  done_at timestamptz null,
  jaw integer null,
  text text null,
  actor_id integer null,
  file_id integer null,
  instruction_id integer null,
  order_id integer null,
  plan_id integer null,
  template_id integer not null
);

comment on column dispatch_task.order_id is
  'A number of dispatch_order, which is empty; no foreign key.';
comment on column dispatch_task.instruction_id is
  'Some tasks name no instruction (Q-26).';

-- Communication ----------------------------------------------------------------------------------

create table dispatch_record (
  id serial not null primary key,
  type integer null,
  text text null,
  public boolean null,
  created_at timestamptz not null,
  target_id integer null,
  author_id integer null,
  group_id integer null,
  target_type_id integer null
);

comment on table dispatch_record is
  'Messages. What one is about is told by target_type_id and target_id together: a patient or a user.';
comment on column dispatch_record.type is
  '3 support message, 5 clinical note, 6 patient communication, 8 status update. Not a content type, though the numbers are those of some (Q-20).';

create table dispatch_record_attachments (
  id serial not null primary key,
  record_id integer not null,
  file_id integer not null,
  constraint dispatch_record_attachments_record_id_file_id_72982c19_uniq unique (record_id, file_id)
);

comment on table dispatch_record_attachments is
  'Columns PROPOSED. Stays empty: attachments are found through dispatch_file.record_id.';

create table dispatch_record_roles (
  id serial not null primary key,
  record_id integer not null,
  role_id integer not null,
  constraint dispatch_record_roles_record_id_role_id_353b169f_uniq unique (record_id, role_id)
);

comment on table dispatch_record_roles is
  'Columns PROPOSED. Stays empty.';

create table dispatch_comment (
  id serial not null primary key,
  text text null,
  created_at timestamptz not null,
  author_id integer null,
  plan_id integer not null
);

create table dispatch_note (
  id serial not null primary key,
  text text not null,
  created_at timestamptz not null,
  author_id integer null,
  doctor_id integer not null
);

create table dispatch_notification (
  id serial not null primary key,
  sender varchar(254) not null,
  template_name varchar(100) not null,
  template_context text null,
  item_id integer null,
  read boolean not null,
  sent boolean null,
  send boolean not null,
  created_at timestamptz not null,
  item_type_id integer null,
  recipient_id integer not null
);

comment on table dispatch_notification is
  'Five million rows in production, so generated only when asked for.';
comment on column dispatch_notification.template_context is
  'JSON as text, not always valid (Q-42).';

create table dispatch_reading (
  id serial not null primary key,
  target_id integer not null,
  read_at timestamptz not null,
  target_type_id integer not null,
  user_id integer not null
);

comment on table dispatch_reading is
  'Read receipts. All columns PROPOSED.';

-- Files ------------------------------------------------------------------------------------------

create table dispatch_file (
  id serial not null primary key,
  uid uuid not null,
  name varchar(255) null,
  ext varchar(20) null,
  size bigint null,
  type integer null,
  status integer null,
  parameters text null,
  created_at timestamptz not null,
  instruction_id integer null,
  product_id integer null,
  record_id integer null
);

comment on table dispatch_file is
  'Half of the files hang on no instruction (Q-27).';
comment on column dispatch_file.uid is
  'Not unique: one file may be tied to two instructions (Q-47).';
comment on column dispatch_file.type is
  '1 photo, 2 model, 6, 7, 8 plan artefacts, 12, 13 instruction files.';
comment on column dispatch_file.parameters is
  'JSON as text, or an empty string.';

create table dispatch_storage (
  id serial not null primary key,
  name varchar(200) not null,
  address varchar(200) not null,
  port integer not null,
  disk_total bigint not null,
  disk_free bigint not null
);

comment on table dispatch_storage is
  'Infrastructure: no plan may read address and port.';

create table dispatch_link (
  id serial not null primary key,
  item_id integer not null,
  external_id varchar(200) not null,
  system varchar(100) null,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  item_type_id integer not null
);

comment on table dispatch_link is
  'Names in other systems. All columns PROPOSED.';

-- Catalogue and money ----------------------------------------------------------------------------

create table dispatch_product (
  id serial not null primary key,
  name varchar(200) not null,
  description text null,
  type integer null,
  free boolean not null,
  deleted boolean not null,
  substitute boolean not null,
  customization text null,
  course_id integer null
);

comment on column dispatch_product.substitute is
  'Type PROPOSED: a flag or a reference, the sources disagree.';
comment on column dispatch_product.customization is
  'JSON as text, not always valid (Q-42).';

create table dispatch_product_roles (
  id serial not null primary key,
  product_id integer not null,
  role_id integer not null,
  constraint dispatch_product_roles_product_id_role_id_33f20cfd_uniq unique (product_id, role_id)
);

comment on table dispatch_product_roles is
  'Columns PROPOSED.';

create table dispatch_product_successors (
  id serial not null primary key,
  from_product_id integer not null,
  to_product_id integer not null,
  constraint dispatch_product_success_from_product_id_to_produ_b7e373e0_uniq unique (from_product_id, to_product_id)
);

comment on table dispatch_product_successors is
  'Columns PROPOSED.';

create table dispatch_offer (
  id serial not null primary key,
  price_both numeric(10, 2) null,
  price_upper numeric(10, 2) null,
  price_lower numeric(10, 2) null,
  doctor_id integer null,
  product_id integer not null
);

create table dispatch_discount (
  id serial not null primary key,
  percent integer not null,
  reason varchar(200) null,
  count integer null,
  used integer null,
  start date null,
  finish date null,
  total boolean not null,
  offer_id integer not null
);

create table dispatch_payment (
  id serial not null primary key,
  order_id integer null,
  made_at timestamptz null,
  free boolean not null,
  paid boolean not null,
  canceled boolean not null,
  tax_rate numeric(7, 4) not null,
  tax_value numeric(10, 2) not null,
  paid_price numeric(10, 2) not null,
  subtotal_price numeric(10, 2) not null,
  total_price numeric(10, 2) not null,
  additional_price numeric(10, 2) not null,
  custom_price numeric(10, 2) null,
  used_credit numeric(10, 2) not null,
  installments text null,
  netsuite boolean not null,
  doctor_id integer null,
  instruction_id integer null,
  office_id integer null
);

comment on column dispatch_payment.tax_rate is
  'Percent, as in dispatch_office (Q-38).';
comment on column dispatch_payment.order_id is
  'A number of dispatch_order, which is empty; no foreign key.';
comment on column dispatch_payment.installments is
  'JSON as text, or an empty string.';

create table dispatch_operation (
  id serial not null primary key,
  type integer not null,
  made_at timestamptz not null,
  price numeric(10, 2) not null,
  sq_order_id varchar(64) null,
  sq_payment_id varchar(64) null,
  sq_refund_id varchar(64) null,
  card_brand varchar(40) null,
  card_bin varchar(8) null,
  card_last varchar(4) null,
  office_card boolean not null,
  attempts integer not null,
  payment_id integer not null
);

comment on column dispatch_operation.type is
  '1 payment, 2 refund.';

create table dispatch_purchase (
  id serial not null primary key,
  order_id integer null,
  quantity integer not null,
  price numeric(10, 2) not null,
  product_id integer not null
);

comment on table dispatch_purchase is
  'Most likely empty: two sources count no row, and the 3,701 purchases of a third come from dispatch_payment.';

create table dispatch_ware (
  id serial not null primary key,
  name varchar(200) not null,
  quantity integer not null,
  price numeric(10, 2) not null,
  total_price numeric(10, 2) not null,
  discount_percent integer null,
  discount_price numeric(10, 2) null,
  payment_id integer not null,
  product_id integer null,
  purchase_id integer null
);

comment on table dispatch_ware is
  'Lines of a payment. Names of price and discount columns PROPOSED.';

-- System -----------------------------------------------------------------------------------------

create table dispatch_agent (
  id serial not null primary key,
  name varchar(200) not null,
  address varchar(200) not null,
  port integer not null,
  cpu integer null,
  memory bigint null,
  memory_used bigint null
);

comment on table dispatch_agent is
  'A computer, not a technician. Infrastructure: no plan may read address and port.';

create table dispatch_instance (
  id serial not null primary key,
  port integer null,
  queue integer null,
  run_at timestamptz null,
  agent_id integer null,
  opener_id integer null,
  project_id integer not null
);

comment on table dispatch_instance is
  'A run of a computer on a project; not a case.';

create table dispatch_action (
  id serial not null primary key,
  action varchar(100) not null,
  date timestamptz not null,
  item_id integer null,
  owner_id integer null,
  data text null,
  item_type_id integer null,
  owner_type_id integer null,
  user_id integer null
);

comment on table dispatch_action is
  'What users did. Known from a script that never ran; lengths PROPOSED.';

create table dispatch_globalsetting (
  id serial not null primary key,
  version varchar(40) not null,
  settings text not null
);

comment on column dispatch_globalsetting.settings is
  'Holds the secrets of a payment provider; those that are generated open nothing. No plan may read it whole.';
