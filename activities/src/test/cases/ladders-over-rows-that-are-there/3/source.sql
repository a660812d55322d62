-- Only what became of 3 is news: the others are decided, and a person has seen them.
update person set neighbour = 3 where id = 3;
