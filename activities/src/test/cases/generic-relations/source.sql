-- A row that says of which table its parent is (app, model and key) finds it through that table's name.
create table content_type (id integer primary key, app_label text, model text, unique (app_label, model));
insert into content_type values (1, 'clinic', 'patient'), (2, 'clinic', 'doctor'), (3, 'billing', 'patient');
create table patient (id integer primary key, name text);
insert into patient values (1, 'Ann'), (2, 'Bob');
create table note (id integer primary key, content_type_id integer, object_id text, words text);
insert into note values
  (1, 1, '1', 'of Ann'), (2, 2, '1', 'of a doctor'), (3, 1, '2', 'of Bob'), (4, 3, '1', 'of a bill'),
  (5, 1, '9', 'of nobody'), (6, 1, 'x', 'of what is no key'), (7, null, null, 'of nothing');
