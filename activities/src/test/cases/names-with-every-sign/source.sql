-- A name may hold any sign: it is a name in the engine's statements, in updates and in the books, too.
create schema "select";
create table "select"."from" (
  "Id" integer primary key, "a,b" text, "?" text, "{0}" text, "it's" text, "a.b" text, "a\b" text, "$1" text,
  ":x" text, "end" text, "--" text, "/*" text, "a	b" text, "%s" text, "Ünï 😀" text);
insert into "select"."from"
select n, 'a' || n, 'b' || n, 'c' || n, 'd' || n, 'e' || n, 'f' || n, 'g' || n, 'h' || n, 'i' || n, 'j' || n,
  'k' || n, 'l' || n, 'n' || n, 'o' || n
from generate_series(1, 3) n;
