-- The practice of a patient is found in several ways; how, and how surely, is kept for every row.
create table office (id integer primary key, name text);
insert into office values (1, 'One'), (2, 'Two'), (3, 'Three');
create table doctor_office (id integer primary key, doctor integer, office integer);
insert into doctor_office values (1, 100, 2), (2, 100, 3), (3, 200, 88);
create table patient (id integer primary key, office integer, doctor integer);
insert into patient values
  (1, 1, 100), (2, null, 100), (3, 77, 100), (4, 77, 200), (5, null, null);
