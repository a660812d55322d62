-- Teams have a lead, who is a member of a team; a lead may be missing.
create table team (id integer primary key, lead integer);
create table person (id integer primary key, team integer not null);
insert into team values (1, 10), (2, 30), (3, null), (4, 77);
insert into person values (10, 1), (20, 1), (30, 3), (40, 9);
