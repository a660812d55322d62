create table owner (
  id integer primary key,
  name text
);
insert into owner values (1, 'Ann'), (2, 'Bob');

create table vet (
  code text primary key,
  name text
);
insert into vet values ('v1', 'Dr. Cat');

create table pet (
  id integer primary key,
  owner_id integer,
  vet_code text,
  name text,
  chip text,
  kind integer,
  born text,
  note text
);
insert into pet values
  (1, 1, 'v1', ' Tom ', 'C-1', 1, '2020-02-29', null),
  (2, 2, 'v2', 'Rex', 'c-1', 2, null, 'retired chip'),
  (3, 2, null, 'Kit', 'c-1', 1, null, 'the same chip again'),
  (4, 9, null, 'Stray', null, 1, null, null),
  (5, 1, null, '?', null, 1, null, null),
  (6, 1, null, 'Test', null, 1, null, null),
  (7, 1, null, 'Nemo', null, 3, null, 'a fish');

create table treatment (
  pet_id integer,
  code text,
  vet text,
  findings text,
  plan text,
  primary key (pet_id, code)
);
insert into treatment values (1, 'a', 'v1', 'fleas', 'a bath');

create table call (
  id uuid primary key,
  words text
);
