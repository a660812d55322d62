-- Rows of one table refer to each other, to themselves, in a ring, and to nobody that is there.
create table staff (id integer primary key, chief integer, mentor integer);
insert into staff values
  (1, 4, null), (2, 1, 1), (3, 3, 2), (4, null, 99), (5, 6, 3), (6, 5, 3), (7, 8, 8), (8, null, 7);
