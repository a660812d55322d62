-- The modern schema, first part: practices, profiles, patients, cases, orders.
--
-- Conventions. Every table has an id uuid, a unique key of the old system named legacy_*, which
-- is null for rows born here, metadata for what has no column, created_at and updated_at. Value
-- lists are text with a named CHECK: easier to extend than an enum, and their violation says which
-- list. Every foreign key column has an index: deletes of a parent look its children up.
-- A column that nothing but the clock fills says so in its comment, in these words exactly:
-- Defaulted from the clock.

-- practices --------------------------------------------------------------------------------------

create table practices (
  id uuid not null default gen_random_uuid(),
  legacy_office_id bigint,
  owner_profile_id uuid,
  name varchar(200) not null,
  address jsonb not null default '{}',
  country_code char(2),
  phone varchar(40),
  email varchar(254),
  license_number varchar(64),
  is_active boolean not null default true,
  settings jsonb not null default '{}',
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint practices_pkey primary key (id),
  constraint practices_legacy_office_id_key unique (legacy_office_id),
  constraint practices_name_check check (btrim(name) <> ''),
  constraint practices_address_check check (jsonb_typeof(address) = 'object'),
  constraint practices_country_code_check check (country_code ~ '^[A-Z]{2}$'),
  constraint practices_email_check
    check (email ~ '^[a-z0-9.!#$%&''*+/=?^_`{|}~-]+@([a-z0-9-]+\.)+[a-z]{2,}$')
);

comment on table practices is
  'The tenant: an orthodontic practice. One row for each office of the old system, valid or not.';
comment on column practices.legacy_office_id is 'dispatch_office.id';
comment on column practices.owner_profile_id is
  'The person who owns the practice. Practices load before people, so a first load leaves it empty.';
comment on column practices.address is
  'street, apt, city, state, zip, country, as written in the old system; a blank part is null.';
comment on column practices.country_code is
  'ISO 3166-1 alpha-2. ZZ: a country was written that nobody could read.';
comment on column practices.email is
  'Empty after a migration: the old system had a flag named emails, not an address.';
comment on column practices.is_active is 'dispatch_office.valid';
comment on column practices.settings is
  'legacy_tax_rate (in percent), email_notifications, square_customer_id.';
comment on column practices.metadata is 'What has no column, with the tags of the rules that changed the row.';
comment on column practices.created_at is 'Defaulted from the clock.';
comment on column practices.updated_at is 'Defaulted from the clock.';

-- profiles ---------------------------------------------------------------------------------------

create table profiles (
  id uuid not null default gen_random_uuid(),
  legacy_user_id bigint,
  practice_id uuid,
  username varchar(150),
  email varchar(254),
  email_status text not null,
  first_name varchar(150) not null,
  last_name varchar(150) not null,
  phone varchar(40),
  avatar_url text,
  profile_type text not null,
  role text,
  gender text not null default 'unknown',
  date_of_birth date,
  patient_suffix varchar(16),
  is_active boolean not null default true,
  archived boolean not null default false,
  suspended boolean not null default false,
  last_login_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint profiles_pkey primary key (id),
  constraint profiles_legacy_user_id_key unique (legacy_user_id),
  constraint profiles_username_key unique (username),
  constraint profiles_practice_id_fkey
    foreign key (practice_id) references practices (id),
  constraint profiles_email_check
    check (email ~ '^[a-z0-9.!#$%&''*+/=?^_`{|}~-]+@([a-z0-9-]+\.)+[a-z]{2,}$'),
  constraint profiles_email_status_check
    check (email_status in ('valid', 'missing', 'invalid', 'duplicate')),
  constraint profiles_email_known_check
    check ((email is not null) = (email_status = 'valid')),
  constraint profiles_profile_type_check
    check (profile_type in (
      'patient', 'doctor', 'technician', 'master', 'admin',
      'sales_person', 'support_agent', 'agent', 'client', 'other')),
  constraint profiles_role_check
    check (role in ('doctor', 'technician', 'admin', 'support')),
  constraint profiles_gender_check
    check (gender in ('male', 'female', 'other', 'unknown')),
  constraint profiles_date_of_birth_check
    check (date_of_birth >= date '1880-01-01')
);

-- An address belongs to one person whatever its case; people without one are many.
create unique index profiles_email_key
  on profiles (lower(email))
  where email is not null;
create index profiles_practice_id_idx on profiles (practice_id);

comment on table profiles is
  'A person: patient, doctor or staff. One row for each user of the old system.';
comment on column profiles.legacy_user_id is 'auth_user.id';
comment on column profiles.practice_id is
  'The practice a person belongs to, decided by a later association; a first load leaves it empty.';
comment on column profiles.username is
  'The log-in name; for patients of the old system a generated token.';
comment on column profiles.email is
  'Lower case. Null where the old system had none, a malformed one, or one that an older user holds.';
comment on column profiles.email_status is
  'valid: email holds it; missing, invalid, duplicate: why email is null. The words of the old system stand in metadata.original_email.';
comment on column profiles.profile_type is
  'What the person is. From the group, else a patient row, else a doctor setting or an office, else the flags of the account.';
comment on column profiles.role is
  'What the account may do; null for patients and for those who have no work here.';
comment on column profiles.patient_suffix is
  'Normally four characters, of the person''s oldest patient row; null where there is none, never invented.';
comment on column profiles.archived is 'Of the person''s oldest patient row.';
comment on column profiles.suspended is 'Of the person''s oldest patient row.';
comment on column profiles.metadata is
  'What has no column: original_email, flags and groups of the account, with the tags of the rules that changed the row.';
comment on column profiles.created_at is 'When the person joined.';
comment on column profiles.updated_at is 'Defaulted from the clock.';

alter table practices
  add constraint practices_owner_profile_id_fkey
  foreign key (owner_profile_id) references profiles (id);
create index practices_owner_profile_id_idx on practices (owner_profile_id);

-- patients ---------------------------------------------------------------------------------------

create table patients (
  id uuid not null default gen_random_uuid(),
  legacy_patient_id bigint,
  legacy_id bigint generated always as (legacy_patient_id) stored,
  profile_id uuid not null,
  practice_id uuid,
  assigned_profile_id uuid,
  patient_number varchar(20) not null,
  suffix varchar(16),
  first_name varchar(150) not null,
  last_name varchar(150) not null,
  email varchar(254),
  phone text not null default '',
  address text not null default '',
  city text not null default '',
  state text not null default '',
  zip_code text not null default '',
  insurance_provider text not null default '',
  insurance_id text not null default '',
  emergency_contact_name text not null default '',
  emergency_contact_phone text not null default '',
  medical_history text not null default '',
  allergies text not null default '',
  medications text not null default '',
  date_of_birth date,
  gender text not null default 'unknown',
  status text not null default 'consultation',
  archived boolean not null default false,
  suspended boolean not null default false,
  schemes jsonb not null default '{}',
  practice_link_method text,
  practice_link_confidence text,
  enrolled_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint patients_pkey primary key (id),
  constraint patients_legacy_patient_id_key unique (legacy_patient_id),
  constraint patients_legacy_id_key unique (legacy_id),
  constraint patients_practice_id_patient_number_key unique (practice_id, patient_number),
  constraint patients_profile_id_fkey
    foreign key (profile_id) references profiles (id),
  constraint patients_practice_id_fkey
    foreign key (practice_id) references practices (id),
  constraint patients_assigned_profile_id_fkey
    foreign key (assigned_profile_id) references profiles (id),
  constraint patients_email_check
    check (email ~ '^[a-z0-9.!#$%&''*+/=?^_`{|}~-]+@([a-z0-9-]+\.)+[a-z]{2,}$'),
  constraint patients_gender_check
    check (gender in ('male', 'female', 'other', 'unknown')),
  constraint patients_status_check
    check (status in (
      'consultation', 'diagnosis', 'treatment_plan', 'active', 'refinement', 'retention',
      'completed', 'cancelled', 'on_hold', 'transferred', 'revision')),
  constraint patients_date_of_birth_check
    check (date_of_birth >= date '1880-01-01'),
  constraint patients_practice_link_method_check
    check (practice_link_method in (
      'direct_membership', 'organizational', 'geographic', 'default')),
  constraint patients_practice_link_confidence_check
    check (practice_link_confidence in ('high', 'medium', 'low', 'default'))
);

create index patients_profile_id_idx on patients (profile_id);
create index patients_assigned_profile_id_idx on patients (assigned_profile_id);

comment on table patients is
  'A person under treatment. Names repeat those of the profile; the old system kept no address, insurance or history, so those stay empty.';
comment on column patients.legacy_patient_id is 'dispatch_patient.id';
comment on column patients.legacy_id is
  'The same as legacy_patient_id, for those who ask for it by this name.';
comment on column patients.practice_id is
  'Null where the old patient had no office. Required in the end, so a gate checks it, not this column.';
comment on column patients.assigned_profile_id is
  'The doctor. Doctors of the old system are users; there was no doctor table.';
comment on column patients.patient_number is 'PAT- and the old key, at least six digits.';
comment on column patients.suffix is
  'Normally four characters; part of case and order numbers; null where there was none, never invented.';
comment on column patients.email is
  'The address of the user, lower case; unlike in profiles it may repeat.';
comment on column patients.status is
  'Where the treatment stands; the number of the old system is metadata.legacy_status.';
comment on column patients.schemes is 'Treatment schemes, an object with free keys.';
comment on column patients.practice_link_method is
  'How the practice was found, where it was not plainly the patient''s office.';
comment on column patients.practice_link_confidence is 'How sure that is.';
comment on column patients.enrolled_at is 'When the patient was submitted, else when the person joined.';
comment on column patients.metadata is
  'What has no column: legacy_status, legacy_user_id, legacy_doctor_id, legacy_office_id, submitted_at, updated_at, with the tags of the rules that changed the row.';
comment on column patients.created_at is 'When the person joined: patients of the old system carry no such time.';
comment on column patients.updated_at is 'Last change in the old system, else enrolled_at.';

-- cases ------------------------------------------------------------------------------------------

create table cases (
  id uuid not null default gen_random_uuid(),
  legacy_patient_id bigint,
  legacy_project_id bigint,
  case_kind text not null,
  case_number varchar(40) not null,
  patient_id uuid,
  practice_id uuid,
  title varchar(200) not null,
  description text,
  case_type text not null,
  priority text not null default 'medium',
  current_state text not null default 'submitted',
  status text not null default 'consultation',
  patient_link text,
  deleted boolean not null default false,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint cases_pkey primary key (id),
  constraint cases_legacy_patient_id_key unique (legacy_patient_id),
  constraint cases_legacy_project_id_key unique (legacy_project_id),
  constraint cases_case_number_key unique (case_number),
  constraint cases_patient_id_fkey
    foreign key (patient_id) references patients (id),
  constraint cases_practice_id_fkey
    foreign key (practice_id) references practices (id),
  constraint cases_case_kind_check
    check (case_kind in ('patient', 'project')),
  -- A case comes from a patient or from a project of the old system, never from both.
  constraint cases_legacy_key_check
    check (case when case_kind = 'patient' then legacy_project_id is null
          else legacy_patient_id is null end),
  -- Half of the old projects lead to no patient; a case of the other kind is nothing without one.
  constraint cases_patient_id_check
    check (patient_id is not null or case_kind = 'project'),
  constraint cases_case_type_check
    check (case_type in (
      'initial_consultation', 'treatment_planning', 'active_treatment', 'refinement',
      'retention', 'emergency', 'follow_up')),
  constraint cases_priority_check
    check (priority in ('low', 'medium', 'high', 'urgent')),
  constraint cases_current_state_check
    check (current_state in (
      'submitted', 'under_review', 'planning', 'approved', 'in_production',
      'quality_check', 'shipped', 'delivered', 'completed', 'on_hold', 'cancelled')),
  constraint cases_status_check
    check (status in (
      'consultation', 'diagnosis', 'treatment_plan', 'active', 'refinement', 'retention',
      'completed', 'cancelled', 'on_hold', 'transferred', 'revision')),
  constraint cases_patient_link_check
    check (patient_link in ('plan', 'creator', 'placeholder', 'none'))
);

create index cases_patient_id_idx on cases (patient_id);
create index cases_practice_id_idx on cases (practice_id);

comment on table cases is
  'A course of treatment. Kind patient: one for each patient of the old system; kind project: one for each of its projects.';
comment on column cases.legacy_patient_id is 'dispatch_patient.id, for kind patient';
comment on column cases.legacy_project_id is 'dispatch_project.id, for kind project';
comment on column cases.case_number is 'CASE-<suffix>-<old key>, without the suffix where there was none.';
comment on column cases.title is 'Written by the migration for kind patient: the old system had no title.';
comment on column cases.case_type is 'Read from the number of the patient''s status; a proposal, nobody recorded it.';
comment on column cases.current_state is 'Read from the number of the patient''s status; a proposal, nobody recorded it.';
comment on column cases.status is 'Where the treatment stands, in the words of the case loader of 2025.';
comment on column cases.patient_link is 'How the patient of a project was found; null for kind patient, where it is certain.';
comment on column cases.deleted is 'For kind patient: the patient was archived.';
comment on column cases.metadata is 'What has no column, with the tags of the rules that changed the row.';
comment on column cases.created_at is 'When the patient was submitted, else when the person joined.';
comment on column cases.updated_at is 'Last change in the old system, else created_at.';

-- orders -----------------------------------------------------------------------------------------

create table orders (
  id uuid not null default gen_random_uuid(),
  legacy_instruction_id bigint,
  order_number varchar(40) not null,
  patient_id uuid not null,
  case_id uuid,
  practice_id uuid,
  sequence_number integer,
  course_type text not null,
  status text not null default 'no_product',
  current_state text not null default 'pending',
  amount numeric(10, 2),
  subtotal numeric(10, 2),
  tax_amount numeric(10, 2),
  total_amount numeric(10, 2),
  currency char(3) not null default 'USD',
  notes text,
  complaint text,
  objective text,
  conditions text,
  scanner_notes text,
  cbct boolean not null default false,
  accept_extraction boolean not null default false,
  comprehensive boolean not null default false,
  suffix varchar(16),
  exports jsonb not null default '{}',
  submitted_at timestamptz,
  approved_at timestamptz,
  shipped_at timestamptz,
  deleted boolean not null default false,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint orders_pkey primary key (id),
  constraint orders_legacy_instruction_id_key unique (legacy_instruction_id),
  constraint orders_order_number_key unique (order_number),
  constraint orders_practice_id_order_number_key unique (practice_id, order_number),
  constraint orders_patient_id_fkey
    foreign key (patient_id) references patients (id),
  constraint orders_case_id_fkey
    foreign key (case_id) references cases (id),
  constraint orders_practice_id_fkey
    foreign key (practice_id) references practices (id),
  constraint orders_course_type_check
    check (course_type in (
      'main', 'refinement', 'replacement', 'any', 'invoice', 'merchandise')),
  constraint orders_status_check
    check (status in (
      'no_product', 'submitted', 'approved', 'in_production', 'shipped', 'add_plan',
      'on_hold', 'cancelled')),
  constraint orders_current_state_check
    check (current_state in (
      'pending', 'confirmed', 'in_production', 'quality_check', 'shipped', 'delivered',
      'completed', 'cancelled', 'refunded')),
  constraint orders_sequence_number_check check (sequence_number >= 0),
  constraint orders_amount_check check (amount >= 0),
  constraint orders_subtotal_check check (subtotal >= 0),
  constraint orders_tax_amount_check check (tax_amount >= 0),
  constraint orders_total_amount_check check (total_amount >= 0),
  constraint orders_currency_check check (currency ~ '^[A-Z]{3}$'),
  constraint orders_shipped_at_check check (shipped_at is null or status = 'shipped')
);

create index orders_patient_id_idx on orders (patient_id);
create index orders_case_id_idx on orders (case_id);

comment on table orders is
  'What a doctor ordered for a patient: the instruction of the old system, deleted ones included.';
comment on column orders.legacy_instruction_id is 'dispatch_instruction.id';
comment on column orders.order_number is '<suffix of the patient>-<old key>, or the old key alone.';
comment on column orders.case_id is 'The patient''s case of kind patient.';
comment on column orders.practice_id is 'The patient''s practice: the old order had none of its own.';
comment on column orders.sequence_number is 'Place among the orders of the patient.';
comment on column orders.status is 'Of the old system''s 0, 1, 2, 4; a number without a meaning is not guessed, its row is rejected.';
comment on column orders.current_state is 'The same in the words of the order book; a proposal.';
comment on column orders.amount is 'The price, before any tax.';
comment on column orders.subtotal is 'Empty after a migration: the old system kept the price only.';
comment on column orders.tax_amount is 'Empty after a migration: the old system kept the price only.';
comment on column orders.total_amount is 'The price again: the old system kept no total.';
comment on column orders.currency is 'The old system knew one currency and did not name it.';
comment on column orders.cbct is 'A cone-beam scan belongs to the order.';
comment on column orders.suffix is 'Of the order, not of the patient.';
comment on column orders.exports is 'What was exported to the manufacturers'' systems, an object with free keys.';
comment on column orders.approved_at is
  'A guess: the last change of an order that stands at approved or later.';
comment on column orders.shipped_at is
  'A guess: the last change of an order that stands at shipped.';
comment on column orders.metadata is
  'What has no column: numbers of course, model and scanner, keys of both jaws, which times are guesses, with the tags of the rules that changed the row.';
comment on column orders.created_at is
  'When it was submitted; else its last change; else when the patient was submitted; else when the person joined.';
comment on column orders.updated_at is 'Last change in the old system, else created_at.';
