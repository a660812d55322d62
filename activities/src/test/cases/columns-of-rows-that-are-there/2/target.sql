update persons set city = 'Malmö' where legacy_id = 3;
update persons set city = 'Köln' where legacy_id = 4;
