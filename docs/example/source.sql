-- A public library moves: branches, readers, titles, copies and loans, with the dirt of twenty years.
create table branch (
  code varchar(4) primary key,
  name varchar(60)
);

create table reader (
  card integer primary key,
  surname varchar(80),
  forename varchar(80),
  mail varchar(120),
  telephone varchar(40),
  born varchar(10),
  branch_code varchar(4)
);

create table title (
  id serial primary key,
  isbn varchar(20),
  name varchar(200),
  language smallint,
  year integer
);

create table title_subject (
  title_id integer not null,
  position integer not null,
  subject varchar(40),
  primary key (title_id, position)
);

create table copy (
  barcode varchar(12) primary key,
  title_id integer,
  branch_code varchar(4),
  remark varchar(200)
);

create table loan (
  id serial primary key,
  barcode varchar(12),
  card integer,
  lent_on timestamp,
  due_on date,
  returned_on timestamp,
  returned_at varchar(4)
);

insert into branch values ('MAIN', 'Main library'), ('EAST', ' East side '), ('BUS', 'Book bus');

insert into reader values
  (1001, 'Keller', 'Ann', 'ann.keller@example.test', '+49 30 1234567', '1980-02-29', 'MAIN'),
  (1002, 'O''Brien', 'Bob', 'BOB@example.test ', '030/765 43 21', '1975-13-01', 'EAST'),
  (1003, 'Young', 'Eve', 'bob@example.test', null, '', 'GONE'),
  (1004, '  ', null, 'no mail', '-', '2001-07-15', null),
  (1005, 'TEST', 'Card', null, null, null, 'MAIN'),
  (1006, 'Zoë', 'Ida', null, '12345678', '1930-01-01', 'BUS');

insert into title (isbn, name, language, year) values
  ('978-0-14-044913-6', 'Crime and Punishment', 1, 1866),
  ('3-15-000001-5', 'Faust', 2, 1808),
  (null, 'Minutes of the town council', 2, 19998),
  ('978-0-14-044913-6', 'Crime and punishment (gift)', 1, 1866),
  (null, null, 9, 2001),
  (null, 'A map of the coast', null, null);

insert into title_subject values
  (1, 1, 'novel'), (1, 2, 'Russia'), (2, 2, 'stage'), (2, 1, 'devil'), (3, 1, ''), (99, 1, 'lost');

insert into copy values
  ('C-1', 1, 'MAIN', null),
  ('C-2', 1, 'EAST', 'coffee on page 7'),
  ('C-3', 2, 'MAIN', ''),
  ('C-4', 5, 'MAIN', null),
  ('C-5', 77, 'MAIN', null),
  ('C-6', 6, 'WEST', null);

insert into loan (barcode, card, lent_on, due_on, returned_on, returned_at) values
  ('C-1', 1001, '2003-05-02 10:15', '2003-05-30', '2003-05-20 16:00', 'EAST'),
  ('C-1', 1002, '2003-06-02 10:15', '2003-06-30', null, null),
  ('C-2', 1003, '2004-01-10 09:00', '2004-02-07', '2004-02-01 12:30', 'WEST'),
  ('C-3', 1005, '2004-01-11 09:00', '2004-02-08', null, null),
  ('C-4', 1001, '2004-01-12 09:00', '2004-02-09', null, null),
  ('C-9', 1001, '2004-01-13 09:00', '2004-02-10', null, null),
  ('C-3', 1006, '2004-01-14 09:00', '2003-01-14', null, null);
