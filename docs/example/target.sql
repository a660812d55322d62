create schema library;

create table library.branches (
  id uuid primary key,
  code text not null unique,
  name text not null
);

create table library.members (
  id uuid primary key,
  card_number integer unique,
  family_name text not null,
  given_name text,
  email text,
  email_state text not null check (email_state in ('valid', 'missing', 'invalid', 'duplicate')),
  phone text,
  born date,
  home_branch_id uuid references library.branches
);
create unique index members_email on library.members (lower(email));

create table library.titles (
  id uuid primary key,
  legacy_id integer not null unique,
  isbn text unique,
  name text not null,
  language text check (language in ('en', 'de', 'other')),
  year integer check (year between 1450 and 2100),
  subjects jsonb not null,
  metadata jsonb not null
);

create table library.copies (
  id uuid primary key,
  barcode text not null unique,
  title_id uuid not null references library.titles,
  branch_id uuid not null references library.branches,
  remark text
);

create table library.loans (
  id uuid primary key,
  legacy_id integer not null unique,
  copy_id uuid not null references library.copies,
  member_id uuid not null references library.members,
  lent_at timestamptz not null,
  due_on date not null,
  returned_at timestamptz,
  returned_to_id uuid references library.branches,
  check (due_on >= lent_at::date)
);
