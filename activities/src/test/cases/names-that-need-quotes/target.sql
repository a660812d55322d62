create schema "New";
create table "New"."Select" (
  id uuid primary key,
  "Legacy Id" integer unique,
  "order" text,
  "a ""b""" text not null,
  "$x" integer constraint "Only ""small""" check ("$x" < 2),
  "ü" text);
