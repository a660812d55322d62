-- The modern schema. Its first part: practices, the tenants, and profiles, the people.
--
-- Conventions. Every table has an id uuid, a unique key of the old system named legacy_*, which
-- is null for rows born here, metadata for what has no column, created_at and updated_at. Value
-- lists are text with a named CHECK: easier to extend than an enum, and their violation says which
-- list. Every foreign key column has an index: deletes of a parent look its children up.
-- Comments that machines read too: a table's ends with its area and, after Source, the old tables
-- that its rows come from; a column's with the vocabulary whose values its CHECK lists. Columns
-- that mean the same everywhere are explained once, in the last file.
-- A column that nothing but the clock fills says so in its comment, in these words exactly:
-- Defaulted from the clock.

-- practices ---------------------------------------------------------------------------------------

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
  'The tenant: an orthodontic practice. One row for each office of the old system, valid or not. Area: foundation. Source: dispatch_office.';
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

-- profiles ----------------------------------------------------------------------------------------

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
  'A person: patient, doctor or staff. One row for each user of the old system. Area: foundation. Source: auth_user.';
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
  'What the person is. From the group, else a patient row, else a doctor setting or an office, else the flags of the account. Vocabulary: profile-type.';
comment on column profiles.role is
  'What the account may do; null for patients and for those who have no work here. Vocabulary: profile-role.';
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
comment on column profiles.gender is 'Vocabulary: sex.';
