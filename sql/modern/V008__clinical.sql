-- What is made for a patient: jaws, digital projects, plans, brackets.

-- jaws --------------------------------------------------------------------------------------------

create table jaws (
  id uuid not null default gen_random_uuid(),
  legacy_jaw_id bigint,
  order_id uuid,
  patient_id uuid,
  product_id uuid,
  jaw_type text not null,
  labial boolean,
  bond_teeth char(16),
  extract_teeth char(16),
  replacement_reason text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint jaws_pkey primary key (id),
  constraint jaws_legacy_jaw_id_key unique (legacy_jaw_id),
  constraint jaws_order_id_fkey foreign key (order_id) references orders (id),
  constraint jaws_patient_id_fkey foreign key (patient_id) references patients (id),
  constraint jaws_product_id_fkey foreign key (product_id) references products (id),
  constraint jaws_jaw_type_check check (jaw_type in ('upper', 'lower', 'unknown')),
  constraint jaws_bond_teeth_check check (bond_teeth ~ '^[01]{16}$'),
  constraint jaws_extract_teeth_check check (extract_teeth ~ '^[01]{16}$'),
  constraint jaws_replacement_reason_check
    check (replacement_reason in ('breakage', 'other', 'complete'))
);

create index jaws_order_id_idx on jaws (order_id);
create index jaws_patient_id_idx on jaws (patient_id);
create index jaws_product_id_idx on jaws (product_id);

comment on table jaws is
  'One arch of an order. A jaw that no order names is kept as unknown, not called upper. Area: clinical. Source: dispatch_jaw.';
comment on column jaws.legacy_jaw_id is 'dispatch_jaw.id';
comment on column jaws.patient_id is 'The patient of the order.';
comment on column jaws.jaw_type is
  'Which side the order names it for; the jaw itself does not tell.';
comment on column jaws.bond_teeth is 'One digit a tooth of the arch: 1 is bonded.';
comment on column jaws.extract_teeth is 'One digit a tooth of the arch: 1 is extracted.';
comment on column jaws.replacement_reason is 'Vocabulary: jaw-reason.';

-- projects ----------------------------------------------------------------------------------------

create table projects (
  id uuid not null default gen_random_uuid(),
  legacy_project_id bigint,
  legacy_id bigint generated always as (legacy_project_id) stored,
  practice_id uuid,
  case_id uuid,
  order_id uuid,
  creator_id uuid,
  parent_project_id uuid,
  name text not null,
  project_type text not null,
  status text not null default 'draft',
  file_uid uuid,
  file_size bigint,
  mime_type text,
  storage_path text,
  is_public boolean not null default false,
  version integer not null default 1,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint projects_pkey primary key (id),
  constraint projects_legacy_project_id_key unique (legacy_project_id),
  constraint projects_legacy_id_key unique (legacy_id),
  constraint projects_file_uid_key unique (file_uid),
  constraint projects_practice_id_fkey foreign key (practice_id) references practices (id),
  constraint projects_case_id_fkey foreign key (case_id) references cases (id),
  constraint projects_order_id_fkey foreign key (order_id) references orders (id),
  constraint projects_creator_id_fkey foreign key (creator_id) references profiles (id),
  constraint projects_parent_project_id_fkey
    foreign key (parent_project_id) references projects (id),
  constraint projects_name_check check (btrim(name) <> ''),
  constraint projects_project_type_check
    check (project_type in (
      'scan', 'model', 'simulation', 'treatment_plan', 'aligner_design', 'impression',
      'stl_upper', 'stl_lower', 'photo', 'clinical_photo', 'xray', 'cbct_scan', 'document',
      'other')),
  constraint projects_status_check
    check (status in (
      'draft', 'in_progress', 'in_review', 'approved', 'completed', 'archived', 'deleted')),
  constraint projects_file_size_check check (file_size >= 0),
  constraint projects_version_check check (version > 0),
  constraint projects_parent_project_id_check check (parent_project_id <> id)
);

create index projects_practice_id_idx on projects (practice_id);
create index projects_case_id_idx on projects (case_id);
create index projects_order_id_idx on projects (order_id);
create index projects_creator_id_idx on projects (creator_id);
create index projects_parent_project_id_idx on projects (parent_project_id);

comment on table projects is
  'Digital assets: scans, models, simulations, plans. Area: clinical. Source: dispatch_project.';
comment on column projects.legacy_project_id is 'dispatch_project.id';
comment on column projects.legacy_id is
  'The same as legacy_project_id, for those who ask for it by this name.';
comment on column projects.case_id is
  'Soft, filled afterwards: cases of kind project load from the same rows.';
comment on column projects.project_type is 'Vocabulary: project-type.';
comment on column projects.status is 'Vocabulary: project-status.';
comment on column projects.file_uid is 'dispatch_project.uid';
comment on column projects.file_size is 'Bytes.';
comment on column projects.mime_type is 'Empty after a migration: the old project had none.';
comment on column projects.storage_path is 'Empty after a migration: the old project had none.';
comment on column projects.version is '1 after a migration: the old project had none.';
comment on column projects.created_at is 'When it was made in the old system.';

-- treatment_plans ---------------------------------------------------------------------------------

create table treatment_plans (
  id uuid not null default gen_random_uuid(),
  legacy_plan_id bigint,
  project_id uuid not null,
  order_id uuid,
  patient_id uuid,
  doctor_id uuid,
  plan_number integer,
  plan_name text not null,
  plan_notes text,
  treatment_type text,
  is_original boolean not null default false,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint treatment_plans_pkey primary key (id),
  constraint treatment_plans_legacy_plan_id_key unique (legacy_plan_id),
  constraint treatment_plans_project_id_fkey foreign key (project_id) references projects (id),
  constraint treatment_plans_order_id_fkey foreign key (order_id) references orders (id),
  constraint treatment_plans_patient_id_fkey foreign key (patient_id) references patients (id),
  constraint treatment_plans_doctor_id_fkey foreign key (doctor_id) references doctors (id),
  constraint treatment_plans_plan_name_check check (btrim(plan_name) <> '')
);

create index treatment_plans_project_id_idx on treatment_plans (project_id);
create index treatment_plans_order_id_idx on treatment_plans (order_id);
create index treatment_plans_patient_id_idx on treatment_plans (patient_id);
create index treatment_plans_doctor_id_idx on treatment_plans (doctor_id);

comment on table treatment_plans is
  'A project offered as a plan for an order; an order may have several. Area: clinical. Source: dispatch_plan.';
comment on column treatment_plans.legacy_plan_id is
  'dispatch_plan.id. Unique: without that, plans doubled when they were loaded again.';
comment on column treatment_plans.patient_id is 'The patient of the order.';
comment on column treatment_plans.doctor_id is 'The doctor of the order.';
comment on column treatment_plans.treatment_type is
  'Empty after a migration: the old plan had none.';
comment on column treatment_plans.is_original is 'dispatch_plan.original';

-- brackets ----------------------------------------------------------------------------------------

create table brackets (
  id uuid not null default gen_random_uuid(),
  legacy_bracket_id bigint,
  project_id uuid,
  name text not null,
  bracket_code varchar(40),
  bracket_type text,
  material text,
  slot_size text,
  torque numeric(6, 2),
  angulation numeric(6, 2),
  prescription text,
  tooth_position text,
  arch_type text,
  manufacturer text,
  model_number text,
  sku varchar(64),
  unit_cost numeric(12, 2),
  active boolean not null default true,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint brackets_pkey primary key (id),
  constraint brackets_legacy_bracket_id_key unique (legacy_bracket_id),
  constraint brackets_bracket_code_key unique (bracket_code),
  constraint brackets_project_id_fkey foreign key (project_id) references projects (id),
  constraint brackets_name_check check (btrim(name) <> ''),
  constraint brackets_arch_type_check check (arch_type in ('upper', 'lower', 'both')),
  constraint brackets_unit_cost_check check (unit_cost >= 0)
);

create index brackets_project_id_idx on brackets (project_id);

comment on table brackets is
  'Objects placed in a project. The columns of a catalogue of supplies are there for rows born here. Area: clinical. Source: dispatch_bracket.';
comment on column brackets.legacy_bracket_id is 'dispatch_bracket.id';
comment on column brackets.bracket_code is 'BR- and the old key.';
comment on column brackets.bracket_type is
  'The number of the old system; nobody recorded its meaning.';
comment on column brackets.sku is 'The supplier''s number.';
