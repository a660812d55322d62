-- The phone of 4 is ours since the last step, its city still is not.
update move set phone = '444' where person_id = 4;
update move set phone = '333' where person_id = 3;
