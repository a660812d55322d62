-- Columns that the plan leaves alone are the target's: defaults, generated ones, identities, triggers.
create table item (id integer primary key, price integer, amount integer);
insert into item values (1, 2, 3), (2, 50, 30), (3, null, 5), (4, 7, 1);
