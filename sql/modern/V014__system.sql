-- Machines, links, settings, and what happens here from now on.

-- computational_agents ----------------------------------------------------------------------------

create table computational_agents (
  id uuid not null default gen_random_uuid(),
  legacy_agent_id bigint,
  name text not null,
  cpu_count integer,
  memory bigint,
  memory_used bigint,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint computational_agents_pkey primary key (id),
  constraint computational_agents_legacy_agent_id_key unique (legacy_agent_id),
  constraint computational_agents_cpu_count_check check (cpu_count >= 0),
  constraint computational_agents_memory_check check (memory >= 0),
  constraint computational_agents_memory_used_check check (memory_used >= 0)
);

comment on table computational_agents is
  'Machines that compute; their addresses are not kept. Area: system. Source: dispatch_agent.';
comment on column computational_agents.legacy_agent_id is 'dispatch_agent.id';
comment on column computational_agents.memory is
  'As the old system counted it; the unit was never recorded.';

-- computational_instances -------------------------------------------------------------------------

create table computational_instances (
  id uuid not null default gen_random_uuid(),
  legacy_instance_id bigint,
  project_id uuid not null,
  agent_id uuid,
  opener_id uuid,
  queue_position integer,
  started_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint computational_instances_pkey primary key (id),
  constraint computational_instances_legacy_instance_id_key unique (legacy_instance_id),
  constraint computational_instances_project_id_fkey
    foreign key (project_id) references projects (id),
  constraint computational_instances_agent_id_fkey
    foreign key (agent_id) references computational_agents (id),
  constraint computational_instances_opener_id_fkey
    foreign key (opener_id) references profiles (id)
);

create index computational_instances_project_id_idx on computational_instances (project_id);
create index computational_instances_agent_id_idx on computational_instances (agent_id);
create index computational_instances_opener_id_idx on computational_instances (opener_id);

comment on table computational_instances is
  'Computations on a project. Area: system. Source: dispatch_instance.';
comment on column computational_instances.legacy_instance_id is 'dispatch_instance.id';
comment on column computational_instances.opener_id is 'Who started it.';
comment on column computational_instances.queue_position is 'dispatch_instance.queue';
comment on column computational_instances.created_at is 'When it was started.';

-- external_links ----------------------------------------------------------------------------------

create table external_links (
  id uuid not null default gen_random_uuid(),
  legacy_link_id bigint,
  entity_type text not null,
  entity_id uuid,
  legacy_entity_id bigint,
  external_id text not null,
  external_system text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint external_links_pkey primary key (id),
  constraint external_links_legacy_link_id_key unique (legacy_link_id),
  constraint external_links_external_id_check check (btrim(external_id) <> '')
);

comment on table external_links is
  'Keys of our things in other systems. Area: system. Source: dispatch_link.';
comment on column external_links.legacy_link_id is 'dispatch_link.id';
comment on column external_links.entity_type is 'The table here that entity_id is of.';
comment on column external_links.entity_id is 'A row of that table; no foreign key.';
comment on column external_links.legacy_entity_id is 'Its key in the old system.';
comment on column external_links.created_at is 'When it was made.';

-- storages ----------------------------------------------------------------------------------------

create table storages (
  id uuid not null default gen_random_uuid(),
  legacy_storage_id bigint,
  name text not null,
  disk_total bigint,
  disk_free bigint,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint storages_pkey primary key (id),
  constraint storages_legacy_storage_id_key unique (legacy_storage_id),
  constraint storages_disk_total_check check (disk_total >= 0),
  constraint storages_disk_free_check check (disk_free >= 0)
);

comment on table storages is
  'Disks; their addresses are not kept. Area: system. Source: dispatch_storage.';
comment on column storages.legacy_storage_id is 'dispatch_storage.id';

-- global_settings ---------------------------------------------------------------------------------

create table global_settings (
  id uuid not null default gen_random_uuid(),
  singleton boolean not null default true,
  version text,
  settings jsonb not null default '{}',
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint global_settings_pkey primary key (id),
  constraint global_settings_singleton_key unique (singleton),
  constraint global_settings_singleton_check check (singleton)
);

comment on table global_settings is
  'The one row of settings, without the secrets that the old row held. Area: system. Source: dispatch_globalsetting.';
comment on column global_settings.singleton is 'The key: there is one row.';
comment on column global_settings.settings is 'Flags and texts; never a key or a password.';

-- audit_log ---------------------------------------------------------------------------------------

create table audit_log (
  id uuid not null default gen_random_uuid(),
  user_id uuid,
  table_name text not null,
  record_id uuid not null,
  action text not null,
  changed_data jsonb,
  previous_data jsonb,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint audit_log_pkey primary key (id),
  constraint audit_log_user_id_fkey foreign key (user_id) references profiles (id),
  constraint audit_log_action_check check (action in ('insert', 'update', 'delete'))
);

create index audit_log_user_id_idx on audit_log (user_id);
create index audit_log_table_name_record_id_idx on audit_log (table_name, record_id);

comment on table audit_log is
  'Who changed what since this database is in use. Nothing is loaded here. Area: system. Source: none.';
