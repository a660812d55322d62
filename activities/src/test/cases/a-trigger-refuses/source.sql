-- A trigger of the target that raises costs the row it raises for; one that changes a row has its way.
create table person (id integer primary key, name text);
insert into person values (1, 'Ann'), (2, 'nobody'), (3, 'Bob'), (4, 'nobody'), (5, 'Eve');
