create table people (id uuid primary key, legacy_id integer unique not null, town text);
