create table persons (id uuid primary key, legacy_id integer unique, email text);
create unique index persons_email on persons (lower(email));
insert into persons values ('00000000-0000-0000-0000-000000000001', 99, 'BOB@example.test');
