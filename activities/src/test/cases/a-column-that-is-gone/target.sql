create table items (id uuid primary key, legacy_id integer unique);
