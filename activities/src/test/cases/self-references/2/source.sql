-- A second run finds everything as it is, and what was missing has come.
insert into staff values (99, 1, 4);
