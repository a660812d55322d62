-- Constraints that the target puts off until COMMIT cost their row all the same, and only that.
create table pet (id integer primary key, country text, chip text);
insert into pet values (1, 'de', 'a'), (2, 'xx', 'b'), (3, null, null), (4, 'de', 'a'), (5, 'at', 'c');
