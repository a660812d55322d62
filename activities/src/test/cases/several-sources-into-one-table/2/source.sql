insert into comment values (8, 2, 'after the first run', null);
update note set written_by = 1 where id = 4;
