create table members (id uuid primary key, legacy_id integer unique, name text not null);
create table patients (
  id uuid primary key,
  legacy_id integer unique,
  name text not null,
  doctor_id uuid references members);
