-- Messages between people, and those that the system sent.

-- messages ----------------------------------------------------------------------------------------

create table messages (
  id uuid not null default gen_random_uuid(),
  legacy_record_id bigint,
  sender_id uuid,
  patient_id uuid,
  order_id uuid,
  doctor_id uuid,
  message_type text not null,
  title text,
  content text not null,
  recipient_type text not null,
  recipient_id uuid,
  is_public boolean not null default false,
  is_read boolean not null default false,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint messages_pkey primary key (id),
  constraint messages_legacy_record_id_key unique (legacy_record_id),
  constraint messages_sender_id_fkey foreign key (sender_id) references profiles (id),
  constraint messages_patient_id_fkey foreign key (patient_id) references patients (id),
  constraint messages_order_id_fkey foreign key (order_id) references orders (id),
  constraint messages_doctor_id_fkey foreign key (doctor_id) references doctors (id),
  constraint messages_message_type_check
    check (message_type in (
      'general', 'support_message', 'clinical_note', 'patient_communication', 'status_update',
      'status_change', 'question', 'instruction', 'approval_request', 'system_notification',
      'system_note', 'plan_comment', 'plan_note', 'doctor_message', 'patient_message',
      'quality_note', 'shipping_note')),
  constraint messages_recipient_type_check check (recipient_type in ('patient', 'user', 'system'))
);

create index messages_sender_id_idx on messages (sender_id);
create index messages_patient_id_idx on messages (patient_id);
create index messages_order_id_idx on messages (order_id);
create index messages_doctor_id_idx on messages (doctor_id);

comment on table messages is
  'What people wrote to a patient or to each other. Area: messages. Source: dispatch_record.';
comment on column messages.legacy_record_id is 'dispatch_record.id';
comment on column messages.doctor_id is 'The doctor of the patient that it is about.';
comment on column messages.message_type is 'Vocabulary: message-type.';
comment on column messages.title is
  'The first words of the content: the old record had no subject.';
comment on column messages.content is 'May be empty.';
comment on column messages.recipient_id is
  'The profile of whom it was for, a patient''s too; which patient it is about says patient_id.';
comment on column messages.created_at is 'When it was written.';

-- message_attachments -----------------------------------------------------------------------------

create table message_attachments (
  id uuid not null default gen_random_uuid(),
  legacy_file_id bigint,
  legacy_record_id bigint,
  message_id uuid not null,
  file_id uuid not null,
  attachment_type text,
  display_name text,
  file_size bigint,
  mime_type text,
  attached_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint message_attachments_pkey primary key (id),
  constraint message_attachments_legacy_file_id_legacy_record_id_key
    unique (legacy_file_id, legacy_record_id),
  constraint message_attachments_message_id_file_id_key unique (message_id, file_id),
  constraint message_attachments_message_id_fkey foreign key (message_id) references messages (id),
  constraint message_attachments_file_id_fkey foreign key (file_id) references files (id),
  constraint message_attachments_file_size_check check (file_size >= 0)
);

create index message_attachments_file_id_idx on message_attachments (file_id);

comment on table message_attachments is
  'Files of a message. Area: messages. Source: dispatch_file, dispatch_record_attachments.';
comment on column message_attachments.legacy_file_id is
  'dispatch_file.id; the key together with legacy_record_id.';
comment on column message_attachments.legacy_record_id is 'dispatch_record.id';
comment on column message_attachments.attachment_type is 'By the extension of the file.';
comment on column message_attachments.file_size is 'Bytes.';
comment on column message_attachments.created_at is 'When the file was made.';

-- message_read_receipts ---------------------------------------------------------------------------

create table message_read_receipts (
  id uuid not null default gen_random_uuid(),
  legacy_reading_id bigint,
  user_id uuid not null,
  message_id uuid,
  message_type text,
  target_id bigint,
  read_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint message_read_receipts_pkey primary key (id),
  constraint message_read_receipts_legacy_reading_id_key unique (legacy_reading_id),
  constraint message_read_receipts_user_id_fkey foreign key (user_id) references profiles (id),
  constraint message_read_receipts_message_id_fkey
    foreign key (message_id) references messages (id)
);

create index message_read_receipts_user_id_idx on message_read_receipts (user_id);
create index message_read_receipts_message_id_idx on message_read_receipts (message_id);

comment on table message_read_receipts is
  'Who has read what, and when. Area: messages. Source: dispatch_reading.';
comment on column message_read_receipts.legacy_reading_id is 'dispatch_reading.id';
comment on column message_read_receipts.message_type is
  'The kind of thing that was read, in the old system''s words.';
comment on column message_read_receipts.target_id is
  'Its key in the old system, where it is no message; no foreign key.';

-- team_communications -----------------------------------------------------------------------------

create table team_communications (
  id uuid not null default gen_random_uuid(),
  legacy_record_id bigint,
  author_id uuid,
  communication_type text,
  body text not null,
  visibility text not null default 'internal',
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint team_communications_pkey primary key (id),
  constraint team_communications_legacy_record_id_key unique (legacy_record_id),
  constraint team_communications_author_id_fkey foreign key (author_id) references profiles (id),
  constraint team_communications_visibility_check
    check (visibility in ('internal', 'team', 'public'))
);

create index team_communications_author_id_idx on team_communications (author_id);

comment on table team_communications is
  'Records of type 6, which the team wrote about its work. Area: messages. Source: dispatch_record.';
comment on column team_communications.legacy_record_id is 'dispatch_record.id';
comment on column team_communications.created_at is 'When it was written.';

-- system_messages ---------------------------------------------------------------------------------

create table system_messages (
  id uuid not null default gen_random_uuid(),
  legacy_table varchar(63),
  legacy_id bigint,
  recipient_id uuid,
  order_id uuid,
  message_type text,
  message_code text,
  message_data jsonb not null default '{}',
  message text,
  tracking_number text,
  carrier text,
  processed boolean not null default false,
  processed_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint system_messages_pkey primary key (id),
  constraint system_messages_legacy_table_legacy_id_key unique (legacy_table, legacy_id),
  constraint system_messages_recipient_id_fkey foreign key (recipient_id) references profiles (id),
  constraint system_messages_order_id_fkey foreign key (order_id) references orders (id),
  constraint system_messages_legacy_table_check
    check (legacy_table in ('dispatch_notification', 'dispatch_record')),
  constraint system_messages_legacy_key_check check ((legacy_table is null) = (legacy_id is null))
);

create index system_messages_recipient_id_idx on system_messages (recipient_id);
create index system_messages_order_id_idx on system_messages (order_id);

comment on table system_messages is
  'What the system has sent: notifications that were to be sent and were. Area: messages. Source: dispatch_notification, dispatch_record.';
comment on column system_messages.legacy_table is 'Which old table the row is from.';
comment on column system_messages.legacy_id is 'Its key there.';
comment on column system_messages.message_code is 'The name of the old template.';
comment on column system_messages.tracking_number is
  'Where the context of the notification holds one.';
comment on column system_messages.carrier is 'Where the context of the notification holds one.';
comment on column system_messages.created_at is 'When it was made.';

-- notifications -----------------------------------------------------------------------------------

create table notifications (
  id uuid not null default gen_random_uuid(),
  legacy_notification_id bigint,
  recipient_id uuid,
  sender text,
  template_name text,
  template_context jsonb not null default '{}',
  entity_type text,
  entity_id bigint,
  is_read boolean not null default false,
  should_send_email boolean not null default false,
  email_sent boolean not null default false,
  read_at timestamptz,
  sent_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint notifications_pkey primary key (id),
  constraint notifications_legacy_notification_id_key unique (legacy_notification_id),
  constraint notifications_recipient_id_fkey foreign key (recipient_id) references profiles (id)
);

create index notifications_recipient_id_idx on notifications (recipient_id);

comment on table notifications is
  'The other notifications, sent or not. Optional: there are millions. Area: messages. Source: dispatch_notification.';
comment on column notifications.legacy_notification_id is 'dispatch_notification.id';
comment on column notifications.entity_type is
  'The kind of thing that it is about, in the old system''s words.';
comment on column notifications.entity_id is 'Its key in the old system; no foreign key.';
comment on column notifications.should_send_email is 'dispatch_notification.send';
comment on column notifications.email_sent is 'dispatch_notification.sent';
comment on column notifications.created_at is 'When it was made.';
