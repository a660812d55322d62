-- A key may be an expression over the key table, as long as it is unique: here two columns in one text.
create table seat (hall text, row_no integer, price integer, primary key (hall, row_no));
insert into seat values ('A', 1, 10), ('A', 2, 10), ('A', 10, 8), ('B', 1, 12), ('B', 2, 12);
