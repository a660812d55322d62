-- The legacy system: the tables of the Django application that the core plan reads.
--
-- Structure as Django leaves it behind: serial integer keys, varchar with the model's length, no
-- database defaults (Django keeps them in Python), foreign keys deferrable and initially deferred,
-- names with Django's digest. Runs on PostgreSQL 9.6 and later: no identity columns, no generated
-- columns. Lengths that nobody recorded are marked PROPOSED.
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
  planted bigint not null,
  keys_query text not null
);

comment on table crosswalk_manifest is
  'What the generator planted, counted in the finished data. One row per quirk and place: Q-42:patient.schemes is quirk Q-42 in that column.';
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

-- Foreign keys, as Django declares them ----------------------------------------------------------

alter table auth_user_groups
  add constraint auth_user_groups_user_id_6a12ed8b_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table auth_user_groups
  add constraint auth_user_groups_group_id_97559544_fk_auth_group_id
  foreign key (group_id) references auth_group (id) deferrable initially deferred;
alter table dispatch_office
  add constraint dispatch_office_doctor_id_64b87ac8_fk_auth_user_id
  foreign key (doctor_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_office_doctors
  add constraint dispatch_office_office_id_d921057a_fk_dispatch_office_id
  foreign key (office_id) references dispatch_office (id) deferrable initially deferred;
alter table dispatch_office_doctors
  add constraint dispatch_office_doctors_user_id_93838eb6_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_doctorsetting
  add constraint dispatch_doctorsetting_user_id_00d0cf04_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_patient
  add constraint dispatch_patient_user_id_0c31de40_fk_auth_user_id
  foreign key (user_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_patient
  add constraint dispatch_patient_doctor_id_26d87b7c_fk_auth_user_id
  foreign key (doctor_id) references auth_user (id) deferrable initially deferred;
alter table dispatch_patient
  add constraint dispatch_patient_office_id_0463f3ec_fk_dispatch_office_id
  foreign key (office_id) references dispatch_office (id) deferrable initially deferred;
alter table dispatch_instruction
  add constraint dispatch_instruction_patient_id_17dec3a5_fk_dispatch_patient_id
  foreign key (patient_id) references dispatch_patient (id) deferrable initially deferred;
alter table dispatch_instruction
  add constraint dispatch_instruction_course_id_f04db25f_fk_dispatch_course_id
  foreign key (course_id) references dispatch_course (id) deferrable initially deferred;

-- Indexes, as Django creates them beside each key ------------------------------------------------

create index auth_user_username_6821ab7c_like on auth_user (username varchar_pattern_ops);
create index auth_group_name_a6ea08ec_like on auth_group (name varchar_pattern_ops);
create index auth_user_groups_user_id_6a12ed8b on auth_user_groups (user_id);
create index auth_user_groups_group_id_97559544 on auth_user_groups (group_id);
create index dispatch_office_doctor_id_64b87ac8 on dispatch_office (doctor_id);
create index dispatch_office_doctors_office_id_d921057a on dispatch_office_doctors (office_id);
create index dispatch_office_doctors_user_id_93838eb6 on dispatch_office_doctors (user_id);
create index dispatch_patient_user_id_0c31de40 on dispatch_patient (user_id);
create index dispatch_patient_doctor_id_26d87b7c on dispatch_patient (doctor_id);
create index dispatch_patient_office_id_0463f3ec on dispatch_patient (office_id);
create index dispatch_instruction_patient_id_17dec3a5 on dispatch_instruction (patient_id);
create index dispatch_instruction_course_id_f04db25f on dispatch_instruction (course_id);
create index dispatch_instruction_upper_jaw_id_d3ddeb82 on dispatch_instruction (upper_jaw_id);
create index dispatch_instruction_lower_jaw_id_b02157e0 on dispatch_instruction (lower_jaw_id);
