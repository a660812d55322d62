-- People at work: doctors, members of practices, technicians.
-- A doctor is one row a person; a practitioner one row a person and practice.

-- doctors -----------------------------------------------------------------------------------------

create table doctors (
  id uuid not null default gen_random_uuid(),
  legacy_user_id bigint,
  profile_id uuid not null,
  primary_office_id uuid,
  doctor_number varchar(20) not null,
  license_number varchar(64),
  npi_number varchar(20),
  specialty text not null default 'orthodontics',
  status text not null default 'active',
  clinical_preferences text,
  square_customer_id varchar(64),
  promised_payment text,
  credit numeric(12, 2),
  tier_type integer,
  tier_finish_at timestamptz,
  installment_payments boolean,
  company_account boolean,
  baa_agreed_at timestamptz,
  eula_agreed_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint doctors_pkey primary key (id),
  constraint doctors_legacy_user_id_key unique (legacy_user_id),
  constraint doctors_profile_id_key unique (profile_id),
  constraint doctors_doctor_number_key unique (doctor_number),
  constraint doctors_profile_id_fkey foreign key (profile_id) references profiles (id),
  constraint doctors_primary_office_id_fkey
    foreign key (primary_office_id) references offices (id),
  constraint doctors_status_check check (status in ('active', 'inactive', 'on_leave'))
);

create index doctors_primary_office_id_idx on doctors (primary_office_id);

comment on table doctors is
  'Clinicians, one for each person who has a doctor''s settings, an office, a patient or the doctors'' group. Area: people. Source: auth_user, dispatch_doctorsetting.';
comment on column doctors.legacy_user_id is 'auth_user.id: the old system had no doctor table.';
comment on column doctors.doctor_number is 'DOC- and the old key, at least six digits.';
comment on column doctors.license_number is
  'Empty after a migration: the old system did not know it.';
comment on column doctors.npi_number is 'National provider identifier.';
comment on column doctors.square_customer_id is 'Key at the payment provider.';
comment on column doctors.promised_payment is
  'As written in the old system; its type was never recorded.';
comment on column doctors.credit is 'What the doctor may still use instead of paying.';
comment on column doctors.tier_type is 'The number of the old system; nobody recorded its meaning.';
comment on column doctors.tier_finish_at is 'When the tier of tier_type ends.';
comment on column doctors.baa_agreed_at is 'When the business associate agreement was accepted.';
comment on column doctors.eula_agreed_at is 'When the licence agreement was accepted.';
comment on column doctors.created_at is 'When the person joined.';

-- doctor_offices ----------------------------------------------------------------------------------

create table doctor_offices (
  id uuid not null default gen_random_uuid(),
  legacy_id bigint,
  doctor_id uuid not null,
  office_id uuid not null,
  is_primary boolean not null default false,
  role text,
  start_date date,
  end_date date,
  is_active boolean not null default true,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint doctor_offices_pkey primary key (id),
  constraint doctor_offices_legacy_id_key unique (legacy_id),
  constraint doctor_offices_doctor_id_office_id_key unique (doctor_id, office_id),
  constraint doctor_offices_doctor_id_fkey foreign key (doctor_id) references doctors (id),
  constraint doctor_offices_office_id_fkey foreign key (office_id) references offices (id),
  constraint doctor_offices_dates_check check (end_date >= start_date)
);

create index doctor_offices_office_id_idx on doctor_offices (office_id);

comment on table doctor_offices is
  'Who works where. Area: people. Source: dispatch_office_doctors.';
comment on column doctor_offices.legacy_id is 'dispatch_office_doctors.id';
comment on column doctor_offices.is_primary is 'The doctor''s first office, by its old key.';

-- practitioners -----------------------------------------------------------------------------------

create table practitioners (
  id uuid not null default gen_random_uuid(),
  legacy_office_id bigint,
  legacy_user_id bigint,
  practice_id uuid not null,
  profile_id uuid not null,
  doctor_id uuid,
  role text not null default 'doctor',
  specialization text,
  specialties text[] not null default '{}',
  license_number varchar(64),
  credentials jsonb not null default '{}',
  bio text,
  is_active boolean not null default true,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint practitioners_pkey primary key (id),
  constraint practitioners_legacy_office_id_legacy_user_id_key
    unique (legacy_office_id, legacy_user_id),
  constraint practitioners_practice_id_profile_id_key unique (practice_id, profile_id),
  constraint practitioners_practice_id_fkey foreign key (practice_id) references practices (id),
  constraint practitioners_profile_id_fkey foreign key (profile_id) references profiles (id),
  constraint practitioners_doctor_id_fkey foreign key (doctor_id) references doctors (id)
);

create index practitioners_profile_id_idx on practitioners (profile_id);
create index practitioners_doctor_id_idx on practitioners (doctor_id);

comment on table practitioners is
  'A person as clinician of a practice. Area: people. Source: dispatch_office_doctors, dispatch_office.';
comment on column practitioners.legacy_office_id is
  'dispatch_office.id; the key together with legacy_user_id.';
comment on column practitioners.legacy_user_id is 'auth_user.id';
comment on column practitioners.doctor_id is 'Soft: practitioners may load before doctors.';
comment on column practitioners.license_number is
  'Empty after a migration: the old system did not know it.';

-- practice_members --------------------------------------------------------------------------------

create table practice_members (
  id uuid not null default gen_random_uuid(),
  legacy_id bigint,
  practice_id uuid not null,
  profile_id uuid not null,
  practitioner_id uuid,
  role text not null default 'doctor',
  permissions jsonb not null default '{}',
  joined_at timestamptz,
  is_active boolean not null default true,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint practice_members_pkey primary key (id),
  constraint practice_members_legacy_id_key unique (legacy_id),
  constraint practice_members_practice_id_profile_id_key unique (practice_id, profile_id),
  constraint practice_members_practice_id_fkey foreign key (practice_id) references practices (id),
  constraint practice_members_profile_id_fkey foreign key (profile_id) references profiles (id),
  constraint practice_members_practitioner_id_fkey
    foreign key (practitioner_id) references practitioners (id),
  constraint practice_members_role_check
    check (role in ('owner', 'doctor', 'technician', 'assistant', 'admin'))
);

create index practice_members_profile_id_idx on practice_members (profile_id);
create index practice_members_practitioner_id_idx on practice_members (practitioner_id);

comment on table practice_members is
  'Who belongs to a practice. Area: people. Source: dispatch_office_doctors.';
comment on column practice_members.legacy_id is 'dispatch_office_doctors.id';
comment on column practice_members.role is
  'owner where the office names the person as its doctor, else doctor.';
comment on column practice_members.joined_at is 'When the person joined: the old link has no time.';

-- technicians -------------------------------------------------------------------------------------

create table technicians (
  id uuid not null default gen_random_uuid(),
  legacy_technician_id bigint,
  profile_id uuid not null,
  employee_id varchar(150),
  first_name varchar(150),
  last_name varchar(150),
  department text,
  position text,
  status text not null default 'active',
  hire_date date,
  phone varchar(40),
  email varchar(254),
  emergency_contact jsonb not null default '{}',
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint technicians_pkey primary key (id),
  constraint technicians_legacy_technician_id_key unique (legacy_technician_id),
  constraint technicians_employee_id_key unique (employee_id),
  constraint technicians_profile_id_fkey foreign key (profile_id) references profiles (id),
  constraint technicians_status_check
    check (status in ('active', 'inactive', 'terminated', 'on_leave'))
);

create index technicians_profile_id_idx on technicians (profile_id);

comment on table technicians is
  'People of the laboratory: members of the old group Technician, not its compute nodes. Area: people. Source: auth_user.';
comment on column technicians.legacy_technician_id is 'auth_user.id';
comment on column technicians.employee_id is 'The log-in name of the old system.';
comment on column technicians.department is
  'Empty after a migration: the old system did not know it.';
comment on column technicians.position is
  'Empty after a migration: the old system did not know it.';
comment on column technicians.hire_date is 'When the account was made; nobody recorded the hire.';
comment on column technicians.created_at is 'When the person joined.';

-- technician_roles --------------------------------------------------------------------------------

create table technician_roles (
  id uuid not null default gen_random_uuid(),
  legacy_role_id bigint,
  technician_id uuid,
  profile_id uuid,
  role_id uuid,
  role_name text not null,
  role_type text,
  abbreviation text,
  permissions jsonb not null default '{}',
  scope_type text,
  scope_id uuid,
  effective_date date,
  expiry_date date,
  is_active boolean not null default true,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint technician_roles_pkey primary key (id),
  constraint technician_roles_legacy_role_id_key unique (legacy_role_id),
  constraint technician_roles_technician_id_fkey
    foreign key (technician_id) references technicians (id),
  constraint technician_roles_profile_id_fkey foreign key (profile_id) references profiles (id),
  constraint technician_roles_role_id_fkey foreign key (role_id) references roles (id),
  constraint technician_roles_role_name_check check (btrim(role_name) <> ''),
  constraint technician_roles_role_type_check
    check (role_type in (
      'sectioning', 'quality_control', 'designing', 'manufacturing', 'master', 'remote')),
  constraint technician_roles_dates_check check (expiry_date >= effective_date)
);

create index technician_roles_technician_id_idx on technician_roles (technician_id);
create index technician_roles_profile_id_idx on technician_roles (profile_id);
create index technician_roles_role_id_idx on technician_roles (role_id);

comment on table technician_roles is
  'Which work a technician does. A role without a person waits for a decision; it is never given to somebody. Area: people. Source: dispatch_role.';
comment on column technician_roles.legacy_role_id is 'dispatch_role.id';
comment on column technician_roles.role_type is 'Read from the words of the name.';
comment on column technician_roles.scope_id is
  'A row of the kind that scope_type names; no foreign key.';
comment on column technician_roles.effective_date is
  'Empty after a migration: the old role had no dates.';
comment on column technician_roles.expiry_date is
  'Empty after a migration: the old role had no dates.';
