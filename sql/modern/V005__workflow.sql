-- How work is done: templates of tasks and the workflows built from them.

-- templates ---------------------------------------------------------------------------------------

create table templates (
  id uuid not null default gen_random_uuid(),
  legacy_template_id bigint,
  category_id uuid,
  course_id uuid,
  task_name text not null,
  action_name text,
  text_name text,
  function_type text,
  status_trigger text,
  duration_minutes integer,
  predefined boolean not null default false,
  read_only boolean not null default false,
  separate boolean not null default false,
  file_extensions text,
  alerts text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint templates_pkey primary key (id),
  constraint templates_legacy_template_id_key unique (legacy_template_id),
  constraint templates_category_id_fkey foreign key (category_id) references categories (id),
  constraint templates_course_id_fkey foreign key (course_id) references courses (id),
  constraint templates_task_name_check check (btrim(task_name) <> ''),
  constraint templates_function_type_check
    check (function_type in ('submit', 'archive', 'process')),
  constraint templates_status_trigger_check
    check (status_trigger in (
      'no_product', 'submitted', 'approved', 'in_production', 'shipped', 'add_plan', 'on_hold',
      'cancelled')),
  constraint templates_duration_minutes_check check (duration_minutes >= 0)
);

create index templates_category_id_idx on templates (category_id);
create index templates_course_id_idx on templates (course_id);

comment on table templates is
  'Kinds of tasks, with what doing one changes. Area: workflow. Source: dispatch_template.';
comment on column templates.legacy_template_id is 'dispatch_template.id';
comment on column templates.task_name is 'Not unique.';
comment on column templates.action_name is 'What doing the task is called, such as Add TP#.';
comment on column templates.text_name is
  'dispatch_template.text_name; nobody recorded its meaning.';
comment on column templates.function_type is 'Vocabulary: template-function.';
comment on column templates.status_trigger is
  'The status that doing the task gives the order. Vocabulary: status-trigger.';
comment on column templates.duration_minutes is 'The old system counted hours.';
comment on column templates.predefined is
  'dispatch_template.predefined; nobody recorded its meaning.';
comment on column templates.separate is 'dispatch_template.separate; nobody recorded its meaning.';
comment on column templates.file_extensions is
  'Which files may be added, as written in the old system.';
comment on column templates.alerts is 'As written in the old system; its type was never recorded.';

-- workflow_templates ------------------------------------------------------------------------------

create table workflow_templates (
  id uuid not null default gen_random_uuid(),
  legacy_template_id bigint,
  practice_id uuid not null,
  template_id uuid,
  name varchar(200) not null,
  description text,
  case_type text,
  steps jsonb not null default '[]',
  is_active boolean not null default true,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint workflow_templates_pkey primary key (id),
  constraint workflow_templates_legacy_template_id_key unique (legacy_template_id),
  constraint workflow_templates_practice_id_name_key unique (practice_id, name),
  constraint workflow_templates_practice_id_fkey
    foreign key (practice_id) references practices (id),
  constraint workflow_templates_template_id_fkey
    foreign key (template_id) references templates (id),
  constraint workflow_templates_name_check check (btrim(name) <> ''),
  constraint workflow_templates_case_type_check
    check (case_type in (
      'initial_consultation', 'treatment_planning', 'active_treatment', 'refinement',
      'retention', 'emergency', 'follow_up'))
);

create index workflow_templates_template_id_idx on workflow_templates (template_id);

comment on table workflow_templates is
  'Templates as seen by a practice; those of the old system belong to nobody and get the system practice. Area: workflow. Source: dispatch_template.';
comment on column workflow_templates.legacy_template_id is 'dispatch_template.id';
comment on column workflow_templates.name is
  'The task''s name, with the old key where two share it.';
comment on column workflow_templates.case_type is 'Vocabulary: workflow-case-type.';
comment on column workflow_templates.steps is
  'Array of order, name, action, role keys and duration.';

-- workflow_steps ----------------------------------------------------------------------------------

create table workflow_steps (
  id uuid not null default gen_random_uuid(),
  workflow_template_id uuid not null,
  step_order integer not null,
  name text not null,
  description text,
  state text,
  auto_transition boolean not null default false,
  required_roles text[] not null default '{}',
  duration_minutes integer,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint workflow_steps_pkey primary key (id),
  constraint workflow_steps_workflow_template_id_step_order_key
    unique (workflow_template_id, step_order),
  constraint workflow_steps_workflow_template_id_fkey
    foreign key (workflow_template_id) references workflow_templates (id),
  constraint workflow_steps_step_order_check check (step_order >= 0),
  constraint workflow_steps_state_check
    check (state in (
      'submitted', 'under_review', 'planning', 'approved', 'in_production', 'quality_check',
      'shipped', 'delivered', 'completed', 'on_hold', 'cancelled')),
  constraint workflow_steps_duration_minutes_check check (duration_minutes >= 0)
);

comment on table workflow_steps is
  'Steps of a workflow in order, derived from what must come before what. Area: workflow. Source: dispatch_template_predecessors.';
comment on column workflow_steps.state is
  'The state of the case that the step belongs to. Vocabulary: case-state.';
comment on column workflow_steps.required_roles is 'Who may do it, as names.';

-- template_predecessors ---------------------------------------------------------------------------

create table template_predecessors (
  id uuid not null default gen_random_uuid(),
  legacy_id bigint,
  template_id uuid not null,
  predecessor_id uuid not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint template_predecessors_pkey primary key (id),
  constraint template_predecessors_legacy_id_key unique (legacy_id),
  constraint template_predecessors_template_id_predecessor_id_key
    unique (template_id, predecessor_id),
  constraint template_predecessors_template_id_fkey
    foreign key (template_id) references templates (id),
  constraint template_predecessors_predecessor_id_fkey
    foreign key (predecessor_id) references templates (id)
);

create index template_predecessors_predecessor_id_idx on template_predecessors (predecessor_id);

comment on table template_predecessors is
  'Which task must be done before which. Area: workflow. Source: dispatch_template_predecessors.';
comment on column template_predecessors.legacy_id is 'dispatch_template_predecessors.id';
comment on column template_predecessors.template_id is
  'dispatch_template_predecessors.to_template_id';
comment on column template_predecessors.predecessor_id is
  'dispatch_template_predecessors.from_template_id';

-- template_products -------------------------------------------------------------------------------

create table template_products (
  id uuid not null default gen_random_uuid(),
  legacy_id bigint,
  template_id uuid not null,
  product_id uuid not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint template_products_pkey primary key (id),
  constraint template_products_legacy_id_key unique (legacy_id),
  constraint template_products_template_id_product_id_key unique (template_id, product_id),
  constraint template_products_template_id_fkey
    foreign key (template_id) references templates (id),
  constraint template_products_product_id_fkey foreign key (product_id) references products (id)
);

create index template_products_product_id_idx on template_products (product_id);

comment on table template_products is
  'Which products a task is for. Area: workflow. Source: dispatch_template_products.';
comment on column template_products.legacy_id is 'dispatch_template_products.id';

-- template_edit_roles -----------------------------------------------------------------------------

create table template_edit_roles (
  id uuid not null default gen_random_uuid(),
  legacy_id bigint,
  template_id uuid not null,
  role_id uuid not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint template_edit_roles_pkey primary key (id),
  constraint template_edit_roles_legacy_id_key unique (legacy_id),
  constraint template_edit_roles_template_id_role_id_key unique (template_id, role_id),
  constraint template_edit_roles_template_id_fkey
    foreign key (template_id) references templates (id),
  constraint template_edit_roles_role_id_fkey foreign key (role_id) references roles (id)
);

create index template_edit_roles_role_id_idx on template_edit_roles (role_id);

comment on table template_edit_roles is
  'Who may do a task. Area: workflow. Source: dispatch_template_edit_roles.';
comment on column template_edit_roles.legacy_id is 'dispatch_template_edit_roles.id';

-- template_view_groups ----------------------------------------------------------------------------

create table template_view_groups (
  id uuid not null default gen_random_uuid(),
  legacy_id bigint,
  template_id uuid,
  team_id uuid,
  group_name text not null,
  description text,
  group_type text,
  permissions text[] not null default '{view}',
  template_categories text[] not null default '{}',
  is_active boolean not null default true,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint template_view_groups_pkey primary key (id),
  constraint template_view_groups_legacy_id_key unique (legacy_id),
  constraint template_view_groups_template_id_team_id_key unique (template_id, team_id),
  constraint template_view_groups_template_id_fkey
    foreign key (template_id) references templates (id),
  constraint template_view_groups_team_id_fkey foreign key (team_id) references teams (id),
  constraint template_view_groups_group_name_check check (btrim(group_name) <> '')
);

create index template_view_groups_team_id_idx on template_view_groups (team_id);

comment on table template_view_groups is
  'Which teams see a task. Area: workflow. Source: dispatch_template_view_groups, auth_group.';
comment on column template_view_groups.legacy_id is 'dispatch_template_view_groups.id';
comment on column template_view_groups.group_name is
  'The name of the team; the row says it for readers without the team.';
comment on column template_view_groups.description is
  'Empty after a migration: a design of 2025 had it, the old system did not.';
comment on column template_view_groups.group_type is
  'Empty after a migration: a design of 2025 had it, the old system did not.';
comment on column template_view_groups.permissions is 'What every row of the old system allowed.';
comment on column template_view_groups.template_categories is
  'Empty after a migration: a design of 2025 had it, the old system did not.';

-- template_view_roles -----------------------------------------------------------------------------

create table template_view_roles (
  id uuid not null default gen_random_uuid(),
  legacy_id bigint,
  template_id uuid,
  role_id uuid,
  view_group_id uuid,
  role_name text not null,
  role_level integer,
  can_view boolean not null default true,
  can_edit boolean not null default false,
  can_create boolean not null default false,
  can_delete boolean not null default false,
  can_share boolean not null default false,
  template_types text[] not null default '{}',
  restrictions jsonb not null default '{}',
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint template_view_roles_pkey primary key (id),
  constraint template_view_roles_legacy_id_key unique (legacy_id),
  constraint template_view_roles_template_id_role_id_key unique (template_id, role_id),
  constraint template_view_roles_template_id_fkey
    foreign key (template_id) references templates (id),
  constraint template_view_roles_role_id_fkey foreign key (role_id) references roles (id),
  constraint template_view_roles_view_group_id_fkey
    foreign key (view_group_id) references template_view_groups (id),
  constraint template_view_roles_role_name_check check (btrim(role_name) <> '')
);

create index template_view_roles_role_id_idx on template_view_roles (role_id);
create index template_view_roles_view_group_id_idx on template_view_roles (view_group_id);

comment on table template_view_roles is
  'Which roles see a task. Area: workflow. Source: dispatch_template_view_roles, dispatch_role.';
comment on column template_view_roles.legacy_id is 'dispatch_template_view_roles.id';
comment on column template_view_roles.view_group_id is
  'The group of the same template that the role''s team is.';
comment on column template_view_roles.role_level is
  'Empty after a migration: a design of 2025 had it, the old system did not.';
comment on column template_view_roles.template_types is
  'Empty after a migration: a design of 2025 had it, the old system did not.';
