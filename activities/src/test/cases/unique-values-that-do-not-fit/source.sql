-- A value that must be unique and does not fit its column costs its row, as any other value does.
create table item (id integer primary key, code text, weight text);
insert into item values
  (1, 'A1', '5'), (2, 'far too long', '6'), (3, 'A1', '7'), (4, 'A2', 'heavy'), (5, 'A2', '5'), (6, null, '99999999999');
