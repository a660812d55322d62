-- Reserved words, capitals, spaces, quotes and dollar signs in names of tables and columns.
create schema "OldApp";
create table "OldApp"."user" ("Id" integer primary key, "order" text, "a ""b""" text, "$x" integer, "ü" text);
insert into "OldApp"."user" values (1, 'first', 'one', 1, 'ä'), (2, null, 'two', 2, null), (3, 'x', null, null, 'ö');
