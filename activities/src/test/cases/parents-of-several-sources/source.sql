-- A child waits for its own parent, not for a rejected row of another source with the same key.
create table question (id integer primary key, title text);
insert into question values (1, 'why'), (2, null);
create table complaint (id integer primary key, title text);
insert into complaint values (1, null), (2, 'cold'), (3, null);
create table answer (id integer primary key, question_id integer, words text);
insert into answer values (1, 1, 'therefore'), (2, 2, 'waits'), (3, 3, 'asked by nobody');
