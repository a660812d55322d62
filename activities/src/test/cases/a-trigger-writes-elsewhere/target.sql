create table persons (id uuid primary key, legacy_id integer unique, name text);
create table persons_log (person integer primary key, name varchar(8) not null);
create function note() returns trigger language plpgsql as $$
begin
  insert into persons_log values (new.legacy_id, new.name);
  return null;
end $$;
create trigger note after insert on persons for each row execute function note();
