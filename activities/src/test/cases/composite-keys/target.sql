create table visits (
  id uuid primary key, clinic integer not null, code text not null, reason text not null,
  label text unique, unique (clinic, code));
