-- The columns of one row become rows of their own; empty ones are left out by name.
create table chart (id integer primary key, complaint text, findings text, plan text, by_whom text);
insert into chart values
  (1, 'it hurts', 'red', 'rest', 'Ann'), (2, '', null, 'call again', 'Bob'),
  (3, 'nothing', 'nothing', null, null), (5, 'too long for the column', 'fine', 'fine', 'Ann');
