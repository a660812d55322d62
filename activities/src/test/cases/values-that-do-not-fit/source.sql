-- Each value that its column cannot hold costs its row, with a reason and the column.
create table reading (
  id integer primary key, amount text, born text, name text, price text, ok text, paint text,
  points text, seen text, ref text);
insert into reading
select n, n, '2020-02-28', 'n' || n, '9.99', 'true', 'red', '5', '2020-02-28 10:00+02',
  '00000000-0000-0000-0000-00000000000' || n % 10
from generate_series(1, 16) n;
update reading set amount = 'twelve' where id = 2;
update reading set amount = '99999999999' where id = 3;
update reading set born = '2023-02-30' where id = 4;
update reading set born = 'soon' where id = 5;
update reading set name = 'far too long' where id = 6;
update reading set price = '1234.5' where id = 7;
update reading set ok = 'perhaps' where id = 8;
update reading set paint = 'blue' where id = 9;
update reading set points = '11' where id = 10;
update reading set seen = '2020-02-28 25:00' where id = 11;
update reading set ref = 'none' where id = 12;
update reading set name = null where id = 13;
update reading set price = 'NaN', amount = '' where id = 14;
update reading set price = '9.994' where id = 15;
