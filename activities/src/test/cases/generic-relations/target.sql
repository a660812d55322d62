create table patients (id uuid primary key, legacy_id integer unique not null, name text);
create table notes (
  id uuid primary key, legacy_id integer unique not null, patient_id uuid references patients,
  about text, words text);
