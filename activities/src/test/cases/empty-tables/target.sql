create table nothings (id uuid primary key, legacy_id integer unique);
create table ones (id uuid primary key, legacy_id integer unique);
