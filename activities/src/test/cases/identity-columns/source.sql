-- Identity columns: left to the target, or given by the plan where the target takes it. What the target's own
-- sequence gives next is left alone, and so is what it gave for a row that was refused.
create table item (id integer primary key, number integer, name text);
insert into item values (1, 70, 'one'), (2, 80, null), (3, 90, 'three');
