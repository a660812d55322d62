-- Rows that point anywhere, by type and id: each entity takes those of its own type, found by name.
create table content_type (id integer primary key, app_label text, model text, unique (app_label, model));
insert into content_type values (7, 'clinic', 'patient'), (9, 'clinic', 'vet'), (11, 'shop', 'patient');
create table patient (id integer primary key);
insert into patient values (1), (2);
create table note (id integer primary key, type_id integer, object_id integer, body text);
insert into note values
  (1, 7, 1, 'of a patient'), (2, 9, 1, 'of a vet'), (3, 7, 2, 'of another one'), (4, 11, 1, 'of the shop'),
  (5, 7, 99, 'of nobody'), (6, null, 1, 'of no type'), (7, 8, 1, 'of a type that is gone');
