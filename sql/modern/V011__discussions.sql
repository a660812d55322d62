-- What was said about plans, cases and doctors.

-- comments ----------------------------------------------------------------------------------------

create table comments (
  id uuid not null default gen_random_uuid(),
  legacy_table varchar(63),
  legacy_id bigint,
  legacy_comment_id bigint,
  legacy_note_id bigint,
  author_id uuid,
  parent_comment_id uuid,
  content text,
  comment_type text not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint comments_pkey primary key (id),
  constraint comments_legacy_table_legacy_id_key unique (legacy_table, legacy_id),
  constraint comments_legacy_comment_id_key unique (legacy_comment_id),
  constraint comments_legacy_note_id_key unique (legacy_note_id),
  constraint comments_author_id_fkey foreign key (author_id) references profiles (id),
  constraint comments_parent_comment_id_fkey
    foreign key (parent_comment_id) references comments (id),
  constraint comments_legacy_table_check
    check (legacy_table in ('dispatch_comment', 'dispatch_note')),
  constraint comments_legacy_key_check check ((legacy_table is null) = (legacy_id is null)),
  constraint comments_comment_type_check
    check (comment_type in (
      'treatment_discussion', 'doctor_note', 'task_note', 'notification_context',
      'record_annotation')),
  constraint comments_parent_comment_id_check check (parent_comment_id <> id)
);

create index comments_author_id_idx on comments (author_id);
create index comments_parent_comment_id_idx on comments (parent_comment_id);

comment on table comments is
  'Comments on plans and notes on doctors, each in its own words. Area: discussions. Source: dispatch_comment, dispatch_note.';
comment on column comments.legacy_table is 'Which old table the row is from.';
comment on column comments.legacy_id is 'Its key there.';
comment on column comments.legacy_comment_id is
  'dispatch_comment.id, the same as legacy_id; by it a discussion finds its comment.';
comment on column comments.legacy_note_id is
  'dispatch_note.id, the same as legacy_id; by it a note finds its comment.';
comment on column comments.content is 'May be empty.';
comment on column comments.created_at is 'When it was written.';

-- treatment_discussions ---------------------------------------------------------------------------

create table treatment_discussions (
  id uuid not null default gen_random_uuid(),
  legacy_comment_id bigint,
  comment_id uuid,
  treatment_plan_id uuid,
  case_id uuid,
  started_by uuid,
  subject text not null,
  discussion_type text,
  status text not null default 'open',
  initial_message text not null,
  participants uuid[] not null default '{}',
  tags text[] not null default '{}',
  is_visible_to_patient boolean not null default false,
  started_at timestamptz,
  last_activity_at timestamptz,
  resolved_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint treatment_discussions_pkey primary key (id),
  constraint treatment_discussions_legacy_comment_id_key unique (legacy_comment_id),
  constraint treatment_discussions_comment_id_key unique (comment_id),
  constraint treatment_discussions_comment_id_fkey
    foreign key (comment_id) references comments (id),
  constraint treatment_discussions_treatment_plan_id_fkey
    foreign key (treatment_plan_id) references treatment_plans (id),
  constraint treatment_discussions_case_id_fkey foreign key (case_id) references cases (id),
  constraint treatment_discussions_started_by_fkey
    foreign key (started_by) references profiles (id),
  constraint treatment_discussions_subject_check check (btrim(subject) <> ''),
  constraint treatment_discussions_status_check check (status in ('open', 'resolved', 'closed'))
);

create index treatment_discussions_treatment_plan_id_idx
  on treatment_discussions (treatment_plan_id);
create index treatment_discussions_case_id_idx on treatment_discussions (case_id);
create index treatment_discussions_started_by_idx on treatment_discussions (started_by);

comment on table treatment_discussions is
  'The comment on a plan as the start of a discussion. Area: discussions. Source: dispatch_comment.';
comment on column treatment_discussions.legacy_comment_id is 'dispatch_comment.id';
comment on column treatment_discussions.case_id is
  'Null where the plan leads to no case; then a person decides.';
comment on column treatment_discussions.subject is
  'The first words of the message: the old comment had no subject.';
comment on column treatment_discussions.discussion_type is
  'Empty after a migration: a design of 2025 had it, the old system did not.';
comment on column treatment_discussions.is_visible_to_patient is
  'False after a migration: nobody recorded who may see it.';
comment on column treatment_discussions.created_at is 'When it was written.';

-- doctor_notes ------------------------------------------------------------------------------------

create table doctor_notes (
  id uuid not null default gen_random_uuid(),
  legacy_note_id bigint,
  doctor_id uuid not null,
  author_id uuid,
  patient_id uuid,
  comment_id uuid,
  text text not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint doctor_notes_pkey primary key (id),
  constraint doctor_notes_legacy_note_id_key unique (legacy_note_id),
  constraint doctor_notes_doctor_id_fkey foreign key (doctor_id) references doctors (id),
  constraint doctor_notes_author_id_fkey foreign key (author_id) references profiles (id),
  constraint doctor_notes_patient_id_fkey foreign key (patient_id) references patients (id),
  constraint doctor_notes_comment_id_fkey foreign key (comment_id) references comments (id)
);

create index doctor_notes_doctor_id_idx on doctor_notes (doctor_id);
create index doctor_notes_author_id_idx on doctor_notes (author_id);
create index doctor_notes_patient_id_idx on doctor_notes (patient_id);
create index doctor_notes_comment_id_idx on doctor_notes (comment_id);

comment on table doctor_notes is 'Notes on a doctor. Area: discussions. Source: dispatch_note.';
comment on column doctor_notes.legacy_note_id is 'dispatch_note.id';
comment on column doctor_notes.doctor_id is
  'A note on somebody who is no doctor has no place here.';
comment on column doctor_notes.created_at is 'When it was written.';

-- case_messages -----------------------------------------------------------------------------------

create table case_messages (
  id uuid not null default gen_random_uuid(),
  legacy_comment_id bigint,
  case_id uuid not null,
  sender_id uuid,
  recipient_id uuid,
  message_id uuid,
  message_type text,
  subject text,
  content text not null,
  priority integer not null default 1,
  is_urgent boolean not null default false,
  requires_response boolean not null default false,
  is_confidential boolean not null default false,
  sent_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint case_messages_pkey primary key (id),
  constraint case_messages_legacy_comment_id_key unique (legacy_comment_id),
  constraint case_messages_case_id_fkey foreign key (case_id) references cases (id),
  constraint case_messages_sender_id_fkey foreign key (sender_id) references profiles (id),
  constraint case_messages_recipient_id_fkey foreign key (recipient_id) references profiles (id),
  constraint case_messages_message_id_fkey foreign key (message_id) references messages (id),
  constraint case_messages_message_type_check
    check (message_type in (
      'general', 'patient_question', 'clinical_note', 'doctor_response', 'treatment_update'))
);

create index case_messages_case_id_idx on case_messages (case_id);
create index case_messages_sender_id_idx on case_messages (sender_id);
create index case_messages_recipient_id_idx on case_messages (recipient_id);
create index case_messages_message_id_idx on case_messages (message_id);

comment on table case_messages is
  'The comment on a plan as a message in its case. Area: discussions. Source: dispatch_comment.';
comment on column case_messages.legacy_comment_id is
  'dispatch_comment.id. Unique: without that, messages doubled when they were loaded again.';
comment on column case_messages.message_type is 'Read from the words of the text.';
comment on column case_messages.content is 'May be empty.';
comment on column case_messages.priority is '1 is the ordinary one; all are, after a migration.';
comment on column case_messages.created_at is 'When it was written.';

-- communications ----------------------------------------------------------------------------------

create table communications (
  id uuid not null default gen_random_uuid(),
  legacy_table varchar(63),
  legacy_id bigint,
  author_id uuid,
  patient_id uuid,
  communication_type text not null,
  body text not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint communications_pkey primary key (id),
  constraint communications_legacy_table_legacy_id_key unique (legacy_table, legacy_id),
  constraint communications_author_id_fkey foreign key (author_id) references profiles (id),
  constraint communications_patient_id_fkey foreign key (patient_id) references patients (id),
  constraint communications_legacy_table_check
    check (legacy_table in ('dispatch_note', 'dispatch_record')),
  constraint communications_legacy_key_check check ((legacy_table is null) = (legacy_id is null)),
  constraint communications_communication_type_check check (btrim(communication_type) <> '')
);

create index communications_author_id_idx on communications (author_id);
create index communications_patient_id_idx on communications (patient_id);

comment on table communications is
  'Notes, and the records that are messages to nobody. Area: discussions. Source: dispatch_note, dispatch_record.';
comment on column communications.legacy_table is 'Which old table the row is from.';
comment on column communications.legacy_id is 'Its key there.';
comment on column communications.created_at is 'When it was written.';

-- customer_feedback -------------------------------------------------------------------------------

create table customer_feedback (
  id uuid not null default gen_random_uuid(),
  legacy_table varchar(63),
  legacy_id bigint,
  author_id uuid,
  patient_id uuid,
  feedback_type text not null,
  severity text not null default 'medium',
  subject text,
  description text not null,
  status text not null default 'open',
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint customer_feedback_pkey primary key (id),
  constraint customer_feedback_legacy_table_legacy_id_key unique (legacy_table, legacy_id),
  constraint customer_feedback_author_id_fkey foreign key (author_id) references profiles (id),
  constraint customer_feedback_patient_id_fkey foreign key (patient_id) references patients (id),
  constraint customer_feedback_legacy_table_check
    check (legacy_table in ('dispatch_comment', 'dispatch_record')),
  constraint customer_feedback_legacy_key_check
    check ((legacy_table is null) = (legacy_id is null)),
  constraint customer_feedback_feedback_type_check
    check (feedback_type in (
      'complaint', 'quality_issue', 'suggestion', 'compliment', 'general_feedback')),
  constraint customer_feedback_severity_check
    check (severity in ('critical', 'high', 'medium', 'low')),
  constraint customer_feedback_status_check
    check (status in ('open', 'in_review', 'resolved', 'closed'))
);

create index customer_feedback_author_id_idx on customer_feedback (author_id);
create index customer_feedback_patient_id_idx on customer_feedback (patient_id);

comment on table customer_feedback is
  'What doctors wrote that reads like feedback. Area: discussions. Source: dispatch_comment, dispatch_record.';
comment on column customer_feedback.legacy_table is 'Which old table the row is from.';
comment on column customer_feedback.legacy_id is 'Its key there.';
comment on column customer_feedback.feedback_type is 'Read from the words of the text.';
comment on column customer_feedback.severity is 'Read from the words of the text.';
comment on column customer_feedback.created_at is 'When it was written.';
