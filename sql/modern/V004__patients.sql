-- Patients, and what hangs on nothing but the patient.

-- patients ----------------------------------------------------------------------------------------

create table patients (
  id uuid not null default gen_random_uuid(),
  legacy_patient_id bigint,
  legacy_id bigint generated always as (legacy_patient_id) stored,
  profile_id uuid not null,
  practice_id uuid,
  assigned_profile_id uuid,
  primary_doctor_id uuid,
  assigned_office_id uuid,
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
  constraint patients_primary_doctor_id_fkey
    foreign key (primary_doctor_id) references doctors (id),
  constraint patients_assigned_office_id_fkey
    foreign key (assigned_office_id) references offices (id),
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
create index patients_primary_doctor_id_idx on patients (primary_doctor_id);
create index patients_assigned_office_id_idx on patients (assigned_office_id);

comment on table patients is
  'A person under treatment. Names repeat those of the profile; the old system kept no address, insurance or history, so those stay empty. Area: people. Source: dispatch_patient, auth_user.';
comment on column patients.legacy_patient_id is 'dispatch_patient.id';
comment on column patients.legacy_id is
  'The same as legacy_patient_id, for those who ask for it by this name.';
comment on column patients.practice_id is
  'Null where neither an office nor the doctor tells it, which a person then decides. Required in the end, so a gate checks it, not this column.';
comment on column patients.assigned_profile_id is
  'The doctor. Doctors of the old system are users; there was no doctor table.';
comment on column patients.primary_doctor_id is 'The same person as assigned_profile_id, as a doctor.';
comment on column patients.assigned_office_id is 'The same old office as practice_id, as a place.';
comment on column patients.patient_number is 'PAT- and the old key, at least six digits.';
comment on column patients.suffix is
  'Normally four characters; part of case and order numbers; null where there was none, never invented.';
comment on column patients.email is
  'The address of the user, lower case; unlike in profiles it may repeat.';
comment on column patients.status is
  'Where the treatment stands; the number of the old system is metadata.legacy_status. Vocabulary: patient-status.';
comment on column patients.schemes is 'Treatment schemes, an object with free keys.';
comment on column patients.practice_link_method is
  'How the practice was found, where it was not plainly the patient''s office; null where it was.';
comment on column patients.practice_link_confidence is 'How sure that is.';
comment on column patients.enrolled_at is 'When the patient was submitted, else when the person joined.';
comment on column patients.metadata is
  'What has no column: legacy_status, legacy_user_id, legacy_doctor_id, legacy_office_id, submitted_at, updated_at, with the tags of the rules that changed the row.';
comment on column patients.created_at is 'When the person joined: patients of the old system carry no such time.';
comment on column patients.updated_at is 'Last change in the old system, else enrolled_at.';
comment on column patients.gender is 'Vocabulary: sex.';

-- patient_flags -----------------------------------------------------------------------------------

create table patient_flags (
  id uuid not null default gen_random_uuid(),
  legacy_patient_id bigint,
  patient_id uuid not null,
  created_by uuid,
  flag_type text not null,
  reason text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint patient_flags_pkey primary key (id),
  constraint patient_flags_legacy_patient_id_flag_type_key unique (legacy_patient_id, flag_type),
  constraint patient_flags_patient_id_flag_type_key unique (patient_id, flag_type),
  constraint patient_flags_patient_id_fkey foreign key (patient_id) references patients (id),
  constraint patient_flags_created_by_fkey foreign key (created_by) references profiles (id),
  constraint patient_flags_flag_type_check
    check (flag_type in (
      'archived', 'suspended', 'missing_birthdate', 'duplicate_person', 'data_quality'))
);

create index patient_flags_created_by_idx on patient_flags (created_by);

comment on table patient_flags is
  'Marks on a patient: archived, suspended, something missing. Area: people. Source: dispatch_patient.';
comment on column patient_flags.legacy_patient_id is
  'dispatch_patient.id; the key together with flag_type.';
comment on column patient_flags.created_by is
  'Empty after a migration: the old system kept no author.';

-- patient_notes -----------------------------------------------------------------------------------

create table patient_notes (
  id uuid not null default gen_random_uuid(),
  legacy_record_id bigint,
  patient_id uuid not null,
  created_by uuid,
  note text not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint patient_notes_pkey primary key (id),
  constraint patient_notes_legacy_record_id_key unique (legacy_record_id),
  constraint patient_notes_patient_id_fkey foreign key (patient_id) references patients (id),
  constraint patient_notes_created_by_fkey foreign key (created_by) references profiles (id),
  constraint patient_notes_note_check check (btrim(note) <> '')
);

create index patient_notes_patient_id_idx on patient_notes (patient_id);
create index patient_notes_created_by_idx on patient_notes (created_by);

comment on table patient_notes is
  'Clinical notes on a patient: records of type 5. Area: people. Source: dispatch_record.';
comment on column patient_notes.legacy_record_id is 'dispatch_record.id';
comment on column patient_notes.created_by is 'The author.';
comment on column patient_notes.created_at is 'When the record was written.';

-- patients_doctors_offices ------------------------------------------------------------------------

create table patients_doctors_offices (
  id uuid not null default gen_random_uuid(),
  legacy_patient_id bigint,
  patient_id uuid not null,
  doctor_id uuid not null,
  office_id uuid,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint patients_doctors_offices_pkey primary key (id),
  constraint patients_doctors_offices_legacy_patient_id_key unique (legacy_patient_id),
  constraint patients_doctors_offices_patient_id_doctor_id_office_id_key
    unique nulls not distinct (patient_id, doctor_id, office_id),
  constraint patients_doctors_offices_patient_id_fkey
    foreign key (patient_id) references patients (id),
  constraint patients_doctors_offices_doctor_id_fkey
    foreign key (doctor_id) references doctors (id),
  constraint patients_doctors_offices_office_id_fkey
    foreign key (office_id) references offices (id)
);

create index patients_doctors_offices_doctor_id_idx on patients_doctors_offices (doctor_id);
create index patients_doctors_offices_office_id_idx on patients_doctors_offices (office_id);

comment on table patients_doctors_offices is
  'Who treats a patient where, as the patient''s row said. Area: people. Source: dispatch_patient.';
comment on column patients_doctors_offices.legacy_patient_id is 'dispatch_patient.id';

-- user_actions ------------------------------------------------------------------------------------

create table user_actions (
  id uuid not null default gen_random_uuid(),
  legacy_action_id bigint,
  user_id uuid,
  action text not null,
  action_date timestamptz,
  item_type text,
  item_id bigint,
  owner_type text,
  owner_id bigint,
  action_data text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint user_actions_pkey primary key (id),
  constraint user_actions_legacy_action_id_key unique (legacy_action_id),
  constraint user_actions_user_id_fkey foreign key (user_id) references profiles (id)
);

create index user_actions_user_id_idx on user_actions (user_id);

comment on table user_actions is
  'What people did in the old application. Area: people. Source: dispatch_action.';
comment on column user_actions.legacy_action_id is 'dispatch_action.id';
comment on column user_actions.item_type is
  'The kind of thing that it was done to, in the old system''s words.';
comment on column user_actions.item_id is 'Its key in the old system; no foreign key.';
comment on column user_actions.owner_type is
  'The kind of thing that the item belongs to, in the old system''s words.';
comment on column user_actions.owner_id is 'Its key in the old system; no foreign key.';
comment on column user_actions.created_at is 'When it was done.';
