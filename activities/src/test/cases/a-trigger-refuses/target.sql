create table persons (id uuid primary key, legacy_id integer unique, name text);
create function refuse() returns trigger language plpgsql as $$
begin
  if new.name = 'nobody' then
    raise exception 'nobody may enter';
  end if;
  new.name := upper(new.name);
  return new;
end $$;
create trigger refuse before insert on persons for each row execute function refuse();
