-- Rows of two tables become rows of one; the same key in both tables is two rows, and stays two.
create table author (id integer primary key, name text);
insert into author values (1, 'Ann'), (2, 'Bob');
create table comment (id integer primary key, author_id integer, body text, mood text);
insert into comment values
  (1, 1, 'first comment', 'glad'), (2, 2, 'second comment', null), (3, 9, 'by nobody', 'sad'),
  (4, 1, null, null), (7, 1, 'last comment', 'glad');
create table note (id bigint primary key, written_by integer, words text, hidden boolean);
insert into note values
  (1, 2, 'first note', false), (2, 1, 'second note', true), (3, 2, null, false),
  (4, 9, 'by nobody', false), (5, null, 'of the house', false);
