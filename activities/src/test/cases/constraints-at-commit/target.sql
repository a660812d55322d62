create table country (code text primary key);
insert into country values ('de'), ('at');
create table pets (
  id uuid primary key,
  legacy_id integer unique,
  country text constraint known_country references country deferrable initially deferred,
  chip text constraint one_chip unique deferrable initially deferred,
  constraint two_letters check (length(country) = 2));
create function late() returns trigger language plpgsql as $$
begin
  if new.legacy_id = 5 then
    raise exception 'not this one';
  end if;
  return null;
end $$;
create constraint trigger late after insert on pets deferrable initially deferred
  for each row execute function late();
