create table codes (id uuid primary key, number integer unique not null, name text);
