create table items (
  id uuid primary key,
  legacy_id integer unique,
  price integer,
  amount integer,
  total integer generated always as (price * amount) stored constraint affordable check (total < 1000),
  state text not null default 'new',
  label text);
create function label() returns trigger language plpgsql as $$
begin
  new.label := 'item ' || new.legacy_id;
  return new;
end $$;
create trigger label before insert on items for each row execute function label();
