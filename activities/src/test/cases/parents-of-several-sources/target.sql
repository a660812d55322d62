create table threads (
  id uuid primary key, kind text not null, legacy_id integer not null, question_id integer unique,
  title text not null, unique (kind, legacy_id));
create table replies (
  id uuid primary key, legacy_id integer unique not null, thread_id uuid not null references threads,
  words text);
