create table teams (id uuid primary key, legacy_id integer unique not null, lead_id uuid);
create table persons (
  id uuid primary key,
  legacy_id integer unique not null,
  team_id uuid not null references teams
);
alter table teams add foreign key (lead_id) references persons;
