create table persons (id uuid primary key, legacy_id integer unique, name text not null, city text);
