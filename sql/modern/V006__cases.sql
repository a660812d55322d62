-- Cases and their history.

-- cases -------------------------------------------------------------------------------------------

create table cases (
  id uuid not null default gen_random_uuid(),
  legacy_patient_id bigint,
  legacy_project_id bigint,
  case_kind text not null,
  case_number varchar(40) not null,
  patient_id uuid,
  practice_id uuid,
  assigned_practitioner_id uuid,
  primary_doctor_id uuid,
  office_id uuid,
  workflow_template_id uuid,
  title varchar(200) not null,
  description text,
  case_type text not null,
  priority text not null default 'medium',
  current_state text not null default 'submitted',
  status text not null default 'consultation',
  patient_link text,
  deleted boolean not null default false,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint cases_pkey primary key (id),
  constraint cases_legacy_patient_id_key unique (legacy_patient_id),
  constraint cases_legacy_project_id_key unique (legacy_project_id),
  constraint cases_case_number_key unique (case_number),
  constraint cases_patient_id_fkey
    foreign key (patient_id) references patients (id),
  constraint cases_practice_id_fkey
    foreign key (practice_id) references practices (id),
  constraint cases_assigned_practitioner_id_fkey
    foreign key (assigned_practitioner_id) references practitioners (id),
  constraint cases_primary_doctor_id_fkey
    foreign key (primary_doctor_id) references doctors (id),
  constraint cases_office_id_fkey
    foreign key (office_id) references offices (id),
  constraint cases_workflow_template_id_fkey
    foreign key (workflow_template_id) references workflow_templates (id),
  constraint cases_case_kind_check
    check (case_kind in ('patient', 'project')),
  -- A case comes from a patient or from a project of the old system, never from both.
  constraint cases_legacy_key_check
    check (case when case_kind = 'patient' then legacy_project_id is null
          else legacy_patient_id is null end),
  -- Half of the old projects lead to no patient; a case of the other kind is nothing without one.
  constraint cases_patient_id_check
    check (patient_id is not null or case_kind = 'project'),
  constraint cases_case_type_check
    check (case_type in (
      'initial_consultation', 'treatment_planning', 'active_treatment', 'refinement',
      'retention', 'emergency', 'follow_up')),
  constraint cases_priority_check
    check (priority in ('low', 'medium', 'high', 'urgent')),
  constraint cases_current_state_check
    check (current_state in (
      'submitted', 'under_review', 'planning', 'approved', 'in_production',
      'quality_check', 'shipped', 'delivered', 'completed', 'on_hold', 'cancelled')),
  constraint cases_status_check
    check (status in (
      'consultation', 'diagnosis', 'treatment_plan', 'active', 'refinement', 'retention',
      'completed', 'cancelled', 'on_hold', 'transferred', 'revision')),
  constraint cases_patient_link_check
    check (patient_link in ('plan', 'creator', 'placeholder', 'none'))
);

create index cases_patient_id_idx on cases (patient_id);
create index cases_practice_id_idx on cases (practice_id);
create index cases_assigned_practitioner_id_idx on cases (assigned_practitioner_id);
create index cases_primary_doctor_id_idx on cases (primary_doctor_id);
create index cases_office_id_idx on cases (office_id);
create index cases_workflow_template_id_idx on cases (workflow_template_id);

comment on table cases is
  'A course of treatment. Kind patient: one for each patient of the old system; kind project: one for each of its projects. Area: cases. Source: dispatch_patient, dispatch_project.';
comment on column cases.legacy_patient_id is 'dispatch_patient.id, for kind patient';
comment on column cases.legacy_project_id is 'dispatch_project.id, for kind project';
comment on column cases.case_number is 'CASE-<suffix>-<old key>, without the suffix where there was none; PROJECT-<old key> for kind project.';
comment on column cases.assigned_practitioner_id is 'The doctor of the patient in the practice of the patient.';
comment on column cases.workflow_template_id is
  'Empty after a migration: the old system started no workflow.';
comment on column cases.title is 'Written by the migration for kind patient: the old system had no title.';
comment on column cases.case_type is
  'Read from the number of the patient''s status; a proposal, nobody recorded it. Vocabulary: case-type.';
comment on column cases.current_state is
  'Read from the number of the patient''s status; a proposal, nobody recorded it. Vocabulary: case-state.';
comment on column cases.status is
  'Where the treatment stands, in the words of the case loader of 2025. Vocabulary: patient-status.';
comment on column cases.patient_link is 'How the patient of a project was found; null for kind patient, where it is certain. Vocabulary: patient-link.';
comment on column cases.deleted is 'For kind patient: the patient was archived.';
comment on column cases.metadata is 'What has no column, with the tags of the rules that changed the row.';
comment on column cases.created_at is 'When the patient was submitted, else when the person joined.';
comment on column cases.updated_at is 'Last change in the old system, else created_at.';

-- case_flags --------------------------------------------------------------------------------------

create table case_flags (
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  created_by uuid,
  flag_type text not null,
  reason text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint case_flags_pkey primary key (id),
  constraint case_flags_case_id_flag_type_key unique (case_id, flag_type),
  constraint case_flags_case_id_fkey foreign key (case_id) references cases (id),
  constraint case_flags_created_by_fkey foreign key (created_by) references profiles (id),
  constraint case_flags_flag_type_check
    check (flag_type in (
      'archived', 'suspended', 'cbct', 'accept_extraction', 'comprehensive', 'deleted'))
);

create index case_flags_created_by_idx on case_flags (created_by);

comment on table case_flags is
  'Marks on a case: of its patient, or of any of its orders. Area: cases. Source: dispatch_instruction, dispatch_patient.';
comment on column case_flags.created_by is
  'Empty after a migration: the old system kept no author.';

-- case_notes --------------------------------------------------------------------------------------

create table case_notes (
  id uuid not null default gen_random_uuid(),
  legacy_table varchar(63),
  legacy_id bigint,
  field varchar(40),
  case_id uuid not null,
  created_by uuid,
  note text not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint case_notes_pkey primary key (id),
  constraint case_notes_legacy_table_legacy_id_field_key unique (legacy_table, legacy_id, field),
  constraint case_notes_case_id_fkey foreign key (case_id) references cases (id),
  constraint case_notes_created_by_fkey foreign key (created_by) references profiles (id),
  constraint case_notes_legacy_table_check
    check (legacy_table in ('dispatch_instruction', 'dispatch_comment')),
  constraint case_notes_legacy_key_check check ((legacy_table is null) = (legacy_id is null)),
  constraint case_notes_note_check check (btrim(note) <> '')
);

create index case_notes_case_id_idx on case_notes (case_id);
create index case_notes_created_by_idx on case_notes (created_by);

comment on table case_notes is
  'Texts on a case: those of its orders and of the comments on its plans. Area: cases. Source: dispatch_instruction, dispatch_comment.';
comment on column case_notes.legacy_table is 'Which old table the row is from.';
comment on column case_notes.legacy_id is 'Its key there.';
comment on column case_notes.field is 'Which text of the old row it was.';
comment on column case_notes.created_by is
  'The author; empty for the texts of orders, which name none.';
comment on column case_notes.created_at is 'When the old row was submitted or written.';

-- case_actions ------------------------------------------------------------------------------------

create table case_actions (
  id uuid not null default gen_random_uuid(),
  legacy_table varchar(63),
  legacy_id bigint,
  case_id uuid not null,
  performed_by uuid,
  action_type text not null,
  description text,
  performed_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint case_actions_pkey primary key (id),
  constraint case_actions_legacy_table_legacy_id_key unique (legacy_table, legacy_id),
  constraint case_actions_case_id_fkey foreign key (case_id) references cases (id),
  constraint case_actions_performed_by_fkey foreign key (performed_by) references profiles (id),
  constraint case_actions_legacy_table_check
    check (legacy_table in ('dispatch_task', 'dispatch_state')),
  constraint case_actions_legacy_key_check check ((legacy_table is null) = (legacy_id is null)),
  constraint case_actions_action_type_check check (btrim(action_type) <> '')
);

create index case_actions_case_id_idx on case_actions (case_id);
create index case_actions_performed_by_idx on case_actions (performed_by);

comment on table case_actions is
  'What was done on a case. Area: cases. Source: dispatch_task, dispatch_state.';
comment on column case_actions.legacy_table is 'Which old table the row is from.';
comment on column case_actions.legacy_id is 'Its key there.';
comment on column case_actions.created_at is 'When it was done.';

-- case_states -------------------------------------------------------------------------------------

create table case_states (
  id uuid not null default gen_random_uuid(),
  legacy_state_id bigint,
  case_id uuid not null,
  changed_by uuid,
  from_state text,
  to_state text not null,
  previous_state text,
  current_state text not null,
  status_code integer,
  reason text,
  automated boolean not null default false,
  changed_at timestamptz not null default now(),
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint case_states_pkey primary key (id),
  constraint case_states_legacy_state_id_key unique (legacy_state_id),
  constraint case_states_case_id_created_at_legacy_state_id_key
    unique (case_id, created_at, legacy_state_id),
  constraint case_states_case_id_fkey foreign key (case_id) references cases (id),
  constraint case_states_changed_by_fkey foreign key (changed_by) references profiles (id),
  constraint case_states_from_state_check
    check (from_state in (
      'submitted', 'under_review', 'planning', 'approved', 'in_production', 'quality_check',
      'shipped', 'delivered', 'completed', 'on_hold', 'cancelled')),
  constraint case_states_to_state_check
    check (to_state in (
      'submitted', 'under_review', 'planning', 'approved', 'in_production', 'quality_check',
      'shipped', 'delivered', 'completed', 'on_hold', 'cancelled')),
  constraint case_states_previous_state_check
    check (previous_state in ('treatment_active', 'case_closed')),
  constraint case_states_current_state_check
    check (current_state in ('treatment_active', 'case_closed'))
);

create index case_states_changed_by_idx on case_states (changed_by);

comment on table case_states is
  'Each change of a case''s state. Two changes of one case may share their time. Area: cases. Source: dispatch_state.';
comment on column case_states.legacy_state_id is 'dispatch_state.id';
comment on column case_states.from_state is
  'The state before, in the words of cases.current_state. Vocabulary: case-transition.';
comment on column case_states.to_state is
  'The state after, in the words of cases.current_state. Vocabulary: case-transition.';
comment on column case_states.previous_state is
  'The state before, in the words of the loader of 2025. Vocabulary: state-status.';
comment on column case_states.current_state is
  'The state after, in the words of the loader of 2025. Vocabulary: state-status.';
comment on column case_states.status_code is 'The number of the old system: 11 or 12.';
comment on column case_states.reason is 'Empty after a migration: the old state had none.';
comment on column case_states.created_at is 'The same as changed_at.';
