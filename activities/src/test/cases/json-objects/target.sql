create table pets (
  id uuid primary key, legacy_id integer unique not null, name varchar(6), metadata jsonb);
