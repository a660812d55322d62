-- What the target does not take with its parent stays null, and a person sees it; the others are filled.
create table seat (id integer primary key, neighbour integer);
insert into seat values (1, 5), (2, 5), (3, 6), (4, 4), (5, null), (6, 1), (7, 7);
