-- Keys may be text: they are ordered byte by byte, whatever the databases' collations.
create table country (code text primary key, name text);
insert into country values
  ('de', 'Germany'), ('AT', 'Austria'), ('ch', 'Switzerland'), ('Ég', 'Egypt'), ('', 'none'),
  ('a b', 'with a space'), ('a,"b"', 'with a comma'), ('ä', 'umlaut');
