-- Meanwhile somebody has given pet 5 another vet, and removed pet 7.
insert into vets values ('00000000-0000-4000-8000-0000000000aa', 'by hand');
update pets set vet_id = '00000000-0000-4000-8000-0000000000aa' where legacy_id = 5;
delete from pets where legacy_id = 7;
