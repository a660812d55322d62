-- Once the row is repaired, the next run updates it, too.
update person set name = 'Bob' where id = 2;
