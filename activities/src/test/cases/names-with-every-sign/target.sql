create schema "Order By";
create table "Order By"."table" (
  id uuid primary key,
  "Id" integer unique,
  "a,b" text constraint "a,b" check ("a,b" <> '?'),
  "?" text not null,
  "{0}" text,
  "it's" text constraint "it's" check ("it's" <> '{0}'),
  "a.b" text,
  "a\b" text,
  "$1" text,
  ":x" text,
  "end" text,
  "--" text unique,
  "/*" text constraint "*/" check ("/*" <> ''),
  "a	b" text,
  "%s" text,
  "Ünï 😀" text);
