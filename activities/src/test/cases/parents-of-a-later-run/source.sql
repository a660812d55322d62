-- Vets come with a later plan; until then the references to them wait, over all runs.
create table vet (code text primary key);
insert into vet values ('V1'), ('V 2'), ('V4');
create table pet (id integer primary key, vet text, second_vet text);
insert into pet values (1, 'V1', null), (2, 'V 2', 'V1'), (3, 'gone', null), (4, null, null), (5, 'V4', null), (6, 'V1', null), (7, 'V1', null);
