-- Places, catalogue and roles: what the rest of the schema points at.
-- An office is a place, a practice the tenant; both come from the same rows of the old system.

-- offices -----------------------------------------------------------------------------------------

create table offices (
  id uuid not null default gen_random_uuid(),
  legacy_office_id bigint,
  practice_id uuid,
  merged_into_office_id uuid,
  name text not null,
  address_line1 text,
  address_line2 text,
  city text,
  state text,
  zip text,
  country text,
  country_code char(2),
  phone varchar(40),
  email varchar(254),
  tax_rate numeric(6, 5),
  square_customer_id varchar(64),
  is_active boolean not null default true,
  email_notifications boolean not null default false,
  dedupe_key text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint offices_pkey primary key (id),
  constraint offices_legacy_office_id_key unique (legacy_office_id),
  constraint offices_practice_id_fkey foreign key (practice_id) references practices (id),
  constraint offices_merged_into_office_id_fkey
    foreign key (merged_into_office_id) references offices (id),
  constraint offices_name_check check (btrim(name) <> ''),
  constraint offices_country_code_check check (country_code ~ '^[A-Z]{2}$'),
  constraint offices_tax_rate_check check (tax_rate >= 0 and tax_rate < 1),
  constraint offices_merged_into_other_check check (merged_into_office_id <> id)
);

create index offices_practice_id_idx on offices (practice_id);
create index offices_merged_into_office_id_idx on offices (merged_into_office_id);
create index offices_dedupe_key_idx on offices (dedupe_key);

comment on table offices is
  'A place where patients are seen; every office of the old system, the invalid and the merged ones too. Area: foundation. Source: dispatch_office.';
comment on column offices.legacy_office_id is 'dispatch_office.id';
comment on column offices.practice_id is 'Soft: the practice of the same old office.';
comment on column offices.merged_into_office_id is
  'Set for a duplicate: the office that stands for it. A duplicate is kept, not dropped.';
comment on column offices.country is 'As written in the old system.';
comment on column offices.country_code is
  'ISO 3166-1 alpha-2. ZZ: a country was written that nobody could read.';
comment on column offices.email is
  'Empty after a migration: the old system had a flag named emails, not an address.';
comment on column offices.tax_rate is
  'A fraction: 0.1025 is 10.25 %. The percentage of the old system is metadata.legacy_tax_rate.';
comment on column offices.square_customer_id is 'Key at the payment provider.';
comment on column offices.is_active is 'dispatch_office.valid';
comment on column offices.email_notifications is 'dispatch_office.emails, a flag.';
comment on column offices.dedupe_key is
  'Name, address, city, state and zip, cleansed and joined: duplicates share it.';

-- categories --------------------------------------------------------------------------------------

create table categories (
  id uuid not null default gen_random_uuid(),
  legacy_category_id bigint,
  parent_id uuid,
  name text not null,
  display_order integer,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint categories_pkey primary key (id),
  constraint categories_legacy_category_id_key unique (legacy_category_id),
  constraint categories_parent_id_fkey foreign key (parent_id) references categories (id),
  constraint categories_name_check check (btrim(name) <> ''),
  constraint categories_parent_id_check check (parent_id <> id)
);

create index categories_parent_id_idx on categories (parent_id);

comment on table categories is
  'Groups of task templates, a tree. Area: foundation. Source: dispatch_category.';
comment on column categories.legacy_category_id is 'dispatch_category.id';
comment on column categories.parent_id is
  'Soft, into this table: parents may load after their children.';
comment on column categories.display_order is 'By the old key, after a migration.';

-- courses -----------------------------------------------------------------------------------------

create table courses (
  id uuid not null default gen_random_uuid(),
  legacy_course_id bigint,
  name text not null,
  key varchar(100),
  course_type text,
  customization jsonb not null default '{}',
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint courses_pkey primary key (id),
  constraint courses_legacy_course_id_key unique (legacy_course_id),
  constraint courses_key_key unique (key),
  constraint courses_name_check check (btrim(name) <> ''),
  constraint courses_key_check check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint courses_course_type_check
    check (course_type in ('main', 'refinement', 'replacement', 'any', 'invoice', 'merchandise'))
);

comment on table courses is 'Kinds of orders. Area: foundation. Source: dispatch_course.';
comment on column courses.legacy_course_id is 'dispatch_course.id';
comment on column courses.key is 'The name in kebab case.';
comment on column courses.course_type is 'Vocabulary: course-type.';

-- products ----------------------------------------------------------------------------------------

create table products (
  id uuid not null default gen_random_uuid(),
  legacy_product_id bigint,
  course_id uuid,
  name text not null,
  description text not null default '',
  base_price numeric(12, 2) not null default 0,
  course_type text,
  product_type integer,
  is_free boolean not null default false,
  is_substitute boolean not null default false,
  deleted boolean not null default false,
  customization jsonb not null default '{}',
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint products_pkey primary key (id),
  constraint products_legacy_product_id_key unique (legacy_product_id),
  constraint products_course_id_fkey foreign key (course_id) references courses (id),
  constraint products_name_check check (btrim(name) <> ''),
  constraint products_base_price_check check (base_price >= 0),
  constraint products_course_type_check
    check (course_type in ('main', 'refinement', 'replacement', 'any', 'invoice', 'merchandise'))
);

create index products_course_id_idx on products (course_id);

comment on table products is
  'What can be ordered. Deleted products too: orders and offers point at them. Area: foundation. Source: dispatch_product.';
comment on column products.legacy_product_id is 'dispatch_product.id';
comment on column products.base_price is
  '0 after a migration: the old product had no price, offers have.';
comment on column products.course_type is 'Vocabulary: course-type.';
comment on column products.product_type is
  'The number of the old system; nobody recorded its meaning.';
comment on column products.is_substitute is
  'dispatch_product.substitute; nobody recorded what it may stand in for.';

-- teams -------------------------------------------------------------------------------------------

create table teams (
  id uuid not null default gen_random_uuid(),
  legacy_group_id bigint,
  name varchar(150) not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint teams_pkey primary key (id),
  constraint teams_legacy_group_id_key unique (legacy_group_id),
  constraint teams_name_key unique (name)
);

comment on table teams is
  'Groups of people with the same work. Area: foundation. Source: auth_group.';
comment on column teams.legacy_group_id is 'auth_group.id';

-- roles -------------------------------------------------------------------------------------------

create table roles (
  id uuid not null default gen_random_uuid(),
  legacy_role_id bigint,
  team_id uuid,
  profile_id uuid,
  name text not null,
  abbreviation text,
  role_type integer,
  sort_order integer,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint roles_pkey primary key (id),
  constraint roles_legacy_role_id_key unique (legacy_role_id),
  constraint roles_team_id_fkey foreign key (team_id) references teams (id),
  constraint roles_profile_id_fkey foreign key (profile_id) references profiles (id),
  constraint roles_name_check check (btrim(name) <> '')
);

create index roles_team_id_idx on roles (team_id);
create index roles_profile_id_idx on roles (profile_id);

comment on table roles is
  'What somebody does in the laboratory; a role belongs to a team and often to one person. Area: foundation. Source: dispatch_role.';
comment on column roles.legacy_role_id is 'dispatch_role.id';
comment on column roles.profile_id is
  'The person who holds the role, where the old system named one.';
comment on column roles.role_type is 'The number of the old system; nobody recorded its meaning.';

-- role_permissions --------------------------------------------------------------------------------

create table role_permissions (
  id uuid not null default gen_random_uuid(),
  legacy_id bigint,
  role_id uuid not null,
  permission text not null,
  resource text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint role_permissions_pkey primary key (id),
  constraint role_permissions_legacy_id_key unique (legacy_id),
  constraint role_permissions_role_id_permission_resource_key
    unique (role_id, permission, resource),
  constraint role_permissions_role_id_fkey foreign key (role_id) references roles (id),
  constraint role_permissions_permission_check check (btrim(permission) <> '')
);

comment on table role_permissions is
  'What a role may do. Area: foundation. Source: dispatch_role_permissions.';
comment on column role_permissions.legacy_id is 'dispatch_role_permissions.id';
comment on column role_permissions.permission is
  'Code name of the permission, such as change_patient.';
comment on column role_permissions.resource is 'The kind of thing that it is about.';
