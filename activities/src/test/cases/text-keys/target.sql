create table countries (id uuid primary key, code text unique not null, name text);
