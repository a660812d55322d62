-- A conflict key that another legacy row brought, or the target holds, is taken: that is not "existing".
-- A row with a fault of its own besides (7) has that as its reason, however the rows are cut.
create table person (id integer primary key, code text, name text);
insert into person values
  (1, 'a', 'Ann'), (2, 'b', 'Bob'), (3, 'a', 'Eve'), (4, 'held', 'Ida'), (5, 'c', 'Leo'), (6, 'a', 'Max'), (7, 'b', null);
