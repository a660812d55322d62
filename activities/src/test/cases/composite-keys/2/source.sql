insert into visit values (10, 'z', 'late', 'L5');
