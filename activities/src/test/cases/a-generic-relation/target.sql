create table patients (id uuid primary key, legacy_id integer unique);
create table patient_notes (
  id uuid primary key,
  legacy_id integer unique,
  patient_id uuid not null references patients,
  body text);
