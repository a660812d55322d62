create table readings (id uuid primary key, legacy_id bigint unique not null, value integer);
