-- A key may have several parts: they are compared one after the other, numbers as numbers, and the
-- ledger writes them between bars. A second run knows each row again, also by a value that it claims.
create table visit (clinic integer, code text, reason text, label text, primary key (clinic, code));
insert into visit values
  (1, 'a', 'one', 'L1'), (1, 'b', 'two', 'L2'), (1, 'B', 'upper case comes first', 'L2'),
  (2, 'a', 'three', null), (2, 'a|b', 'a bar', 'L3'), (2, 'a\', 'a backslash', 'L4'),
  (2, 'a\|b', 'both', 'L5'), (10, '', 'empty', 'L6'), (10, 'é', null, null), (-3, 'z', 'negative', 'L1');
