create table persons (
  id uuid primary key,
  legacy_id integer unique not null,
  name varchar(16) not null,
  nick text not null,
  phone text,
  email text,
  metadata jsonb);
