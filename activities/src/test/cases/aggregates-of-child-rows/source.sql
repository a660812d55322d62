-- What stands in many child rows may become values of one row, by a sub-query that depends on it.
create table patient (id integer primary key, name text);
insert into patient values (1, 'Ann'), (2, 'Bob'), (3, 'Eve');
create table visit (id integer primary key, patient_id integer, seen date, weight numeric, note text);
insert into visit values
  (1, 1, '2024-01-01', 60.5, 'first'), (2, 1, '2024-03-01', 61, null), (3, 2, null, null, ''),
  (4, 1, '2024-02-01', 59, 'with "quotes"'), (5, 99, '2024-01-01', 1, 'of nobody');
