-- Once more: what has not changed is not written again.
update person set city = 'Bern' where id = 5;
