update item set name = 'first' where id = 1;
