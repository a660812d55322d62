create table devices (id uuid primary key, legacy_serial uuid unique not null, name text not null);
