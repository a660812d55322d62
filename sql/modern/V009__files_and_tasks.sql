-- Files, what they belong to, and the tasks that bring them about.

-- files -------------------------------------------------------------------------------------------

create table files (
  id uuid not null default gen_random_uuid(),
  legacy_file_id bigint,
  order_id uuid,
  project_id uuid,
  uploaded_by uuid,
  file_uid uuid,
  filename text not null,
  extension varchar(32),
  mime_type text,
  file_type text,
  file_size_bytes bigint,
  storage_path text,
  storage_provider text,
  checksum text,
  status integer,
  parameters jsonb not null default '{}',
  uploaded_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint files_pkey primary key (id),
  constraint files_legacy_file_id_key unique (legacy_file_id),
  constraint files_file_uid_key unique (file_uid),
  constraint files_order_id_fkey foreign key (order_id) references orders (id),
  constraint files_project_id_fkey foreign key (project_id) references projects (id),
  constraint files_uploaded_by_fkey foreign key (uploaded_by) references profiles (id),
  constraint files_filename_check check (btrim(filename) <> ''),
  constraint files_file_type_check
    check (file_type in (
      'photo', 'scan', 'model', 'treatment_plan', 'instruction_file', 'xray', 'document',
      'simulation', 'other')),
  constraint files_file_size_bytes_check check (file_size_bytes >= 0)
);

create index files_order_id_idx on files (order_id);
create index files_project_id_idx on files (project_id);
create index files_uploaded_by_idx on files (uploaded_by);

comment on table files is
  'Every file of the old system, with an order or without. Area: files. Source: dispatch_file.';
comment on column files.legacy_file_id is 'dispatch_file.id';
comment on column files.uploaded_by is 'Empty after a migration: the old file names nobody.';
comment on column files.file_uid is 'dispatch_file.uid';
comment on column files.mime_type is 'By the extension.';
comment on column files.file_type is 'Vocabulary: file-type.';
comment on column files.storage_path is 'From the uid and the extension.';
comment on column files.storage_provider is
  'Empty after a migration: the old system had one storage.';
comment on column files.checksum is 'Empty after a migration: the old system kept none.';
comment on column files.status is 'The number of the old system; nobody recorded its meaning.';
comment on column files.created_at is 'When it was uploaded.';

-- order_files -------------------------------------------------------------------------------------

create table order_files (
  id uuid not null default gen_random_uuid(),
  legacy_file_id bigint,
  legacy_instruction_id bigint,
  order_id uuid not null,
  file_id uuid not null,
  category text not null default 'other',
  file_type integer,
  status integer,
  parameters jsonb not null default '{}',
  uploaded_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint order_files_pkey primary key (id),
  constraint order_files_legacy_file_id_legacy_instruction_id_key
    unique (legacy_file_id, legacy_instruction_id),
  constraint order_files_order_id_file_id_key unique (order_id, file_id),
  constraint order_files_order_id_fkey foreign key (order_id) references orders (id),
  constraint order_files_file_id_fkey foreign key (file_id) references files (id),
  constraint order_files_category_check
    check (category in (
      'scan', 'image', 'document', 'package', 'model', 'simulation', 'analysis',
      'final_package', 'other'))
);

create index order_files_file_id_idx on order_files (file_id);

comment on table order_files is 'Files of an order. Area: files. Source: dispatch_file.';
comment on column order_files.legacy_file_id is
  'dispatch_file.id; the key together with legacy_instruction_id.';
comment on column order_files.legacy_instruction_id is 'dispatch_instruction.id';
comment on column order_files.category is 'By extension and name, else by type.';
comment on column order_files.file_type is
  'The number of the old system; files.file_type says it in a word.';
comment on column order_files.status is
  'The number of the old system; nobody recorded its meaning.';
comment on column order_files.created_at is 'When it was uploaded.';

-- case_files --------------------------------------------------------------------------------------

create table case_files (
  id uuid not null default gen_random_uuid(),
  legacy_file_id bigint,
  case_id uuid not null,
  file_id uuid not null,
  file_purpose text not null default 'other',
  display_order integer,
  notes text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint case_files_pkey primary key (id),
  constraint case_files_legacy_file_id_case_id_key unique (legacy_file_id, case_id),
  constraint case_files_case_id_file_id_key unique (case_id, file_id),
  constraint case_files_case_id_fkey foreign key (case_id) references cases (id),
  constraint case_files_file_id_fkey foreign key (file_id) references files (id),
  constraint case_files_file_purpose_check
    check (file_purpose in (
      'photos', 'initial_photos', 'progress_photos', 'models', 'treatment_plan',
      'instruction_files', 'other'))
);

create index case_files_file_id_idx on case_files (file_id);

comment on table case_files is
  'Files of a case: those of its orders. Area: files. Source: dispatch_file.';
comment on column case_files.legacy_file_id is 'dispatch_file.id; the key together with the case.';
comment on column case_files.file_purpose is 'Vocabulary: case-file-purpose.';
comment on column case_files.created_at is 'When it was uploaded.';

-- tasks -------------------------------------------------------------------------------------------

create table tasks (
  id uuid not null default gen_random_uuid(),
  legacy_task_id bigint,
  order_id uuid not null,
  template_id uuid,
  treatment_plan_id uuid,
  patient_id uuid,
  assigned_to uuid,
  file_id uuid,
  template_name text not null,
  action_name text,
  description text,
  jaw_specification text,
  status text not null default 'pending',
  checked boolean not null default false,
  completed_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tasks_pkey primary key (id),
  constraint tasks_legacy_task_id_key unique (legacy_task_id),
  constraint tasks_order_id_fkey foreign key (order_id) references orders (id),
  constraint tasks_template_id_fkey foreign key (template_id) references templates (id),
  constraint tasks_treatment_plan_id_fkey
    foreign key (treatment_plan_id) references treatment_plans (id),
  constraint tasks_patient_id_fkey foreign key (patient_id) references patients (id),
  constraint tasks_assigned_to_fkey foreign key (assigned_to) references profiles (id),
  constraint tasks_file_id_fkey foreign key (file_id) references files (id),
  constraint tasks_template_name_check check (btrim(template_name) <> ''),
  constraint tasks_jaw_specification_check check (jaw_specification in ('both', 'upper', 'lower')),
  constraint tasks_status_check
    check (status in ('pending', 'in_progress', 'completed', 'approved', 'rejected', 'cancelled'))
);

create index tasks_order_id_idx on tasks (order_id);
create index tasks_template_id_idx on tasks (template_id);
create index tasks_treatment_plan_id_idx on tasks (treatment_plan_id);
create index tasks_patient_id_idx on tasks (patient_id);
create index tasks_assigned_to_idx on tasks (assigned_to);
create index tasks_file_id_idx on tasks (file_id);

comment on table tasks is 'Work to be done on an order. Area: tasks. Source: dispatch_task.';
comment on column tasks.legacy_task_id is 'dispatch_task.id';
comment on column tasks.patient_id is 'The patient of the order.';
comment on column tasks.assigned_to is 'The actor of the old task.';
comment on column tasks.template_name is 'Of the template when the task was made.';
comment on column tasks.jaw_specification is 'Vocabulary: task-jaw.';
comment on column tasks.status is
  'completed: checked and done; approved: checked without a time; else pending.';
comment on column tasks.created_at is
  'When it was done; else when its order was made: the old task has no other time.';

-- user_tasks --------------------------------------------------------------------------------------

create table user_tasks (
  id uuid not null default gen_random_uuid(),
  legacy_task_id bigint,
  case_id uuid,
  actor_id uuid,
  task text not null,
  task_status text not null default 'pending',
  task_date timestamptz,
  is_private boolean not null default false,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint user_tasks_pkey primary key (id),
  constraint user_tasks_legacy_task_id_key unique (legacy_task_id),
  constraint user_tasks_case_id_fkey foreign key (case_id) references cases (id),
  constraint user_tasks_actor_id_fkey foreign key (actor_id) references profiles (id),
  constraint user_tasks_task_status_check
    check (task_status in (
      'pending', 'in_progress', 'completed', 'approved', 'rejected', 'cancelled'))
);

create index user_tasks_case_id_idx on user_tasks (case_id);
create index user_tasks_actor_id_idx on user_tasks (actor_id);

comment on table user_tasks is
  'A second view of tasks by case, which one model of 2025 kept. Empty unless asked for. Area: tasks. Source: dispatch_task.';
comment on column user_tasks.legacy_task_id is 'dispatch_task.id';
comment on column user_tasks.task is 'The name of the task''s template.';
