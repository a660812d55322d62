-- Values of every kind arrive as they are: text is all that travels.
create table sample (
  id integer primary key, a integer[], b bytea, i interval, t timestamptz, n numeric, f double precision,
  r text, j json, m text);
insert into sample values
  (1, '{1,null,3}', E'\\xdeadbeef', '1 year 2 days 03:04:05.678', '2024-02-29 12:00:00.123456+00', 1.10, 0.1,
    '[2024-01-01,2024-02-01)', '{"b":1,  "a":null}', E'tab\there\\n\nline\rend\n\\N'),
  (2, '{}', '', '-00:00:01', 'infinity', 'NaN', '-Infinity', 'empty', 'null', '\N'),
  (3, null, null, null, '0044-03-15 00:00:00+00 BC', 123456789012345678901234567890.5, 1e-300, '(,)', '[]', ''),
  (4, null, null, null, null, null, null, null, null, null);
