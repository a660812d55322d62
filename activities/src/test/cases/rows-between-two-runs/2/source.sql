update owner set name = 'Bob' where id = 2;
update owner set name = 'Evelyn' where id = 3;
insert into owner values (4, 'Ida');
insert into pet values (5, 4);
