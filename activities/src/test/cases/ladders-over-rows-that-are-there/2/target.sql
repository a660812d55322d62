-- Somebody has found a place for 4.
update persons set practice_id = (select id from practices where legacy_id = 3) where legacy_id = 4;
