-- 1 has no phone yet, 2 is as we left it, 3 was edited, 4 is edited and has no phone, 5 did not move.
insert into move values
  (1, 'Rome', '11'), (2, 'Bergen', '22'), (3, 'Lund', '33'), (4, 'Bern', '44'), (5, 'Graz', '55');
