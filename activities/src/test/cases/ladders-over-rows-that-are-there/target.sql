create table practices (id uuid primary key, legacy_id integer unique);
create table persons (
  id uuid primary key, legacy_id integer unique not null, practice_id uuid references practices);
