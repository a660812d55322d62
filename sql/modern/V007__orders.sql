-- Orders, what they consist of, and their history.

-- orders ------------------------------------------------------------------------------------------

create table orders (
  id uuid not null default gen_random_uuid(),
  legacy_instruction_id bigint,
  order_number varchar(40) not null,
  patient_id uuid not null,
  case_id uuid,
  practice_id uuid,
  doctor_id uuid,
  office_id uuid,
  course_id uuid,
  sequence_number integer,
  course_type text not null,
  status text not null default 'no_product',
  current_state text not null default 'pending',
  amount numeric(10, 2),
  subtotal numeric(10, 2),
  tax_amount numeric(10, 2),
  total_amount numeric(10, 2),
  currency char(3) not null default 'USD',
  notes text,
  complaint text,
  objective text,
  conditions text,
  scanner_notes text,
  cbct boolean not null default false,
  accept_extraction boolean not null default false,
  comprehensive boolean not null default false,
  suffix varchar(16),
  exports jsonb not null default '{}',
  submitted_at timestamptz,
  approved_at timestamptz,
  shipped_at timestamptz,
  deleted boolean not null default false,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint orders_pkey primary key (id),
  constraint orders_legacy_instruction_id_key unique (legacy_instruction_id),
  constraint orders_order_number_key unique (order_number),
  constraint orders_practice_id_order_number_key unique (practice_id, order_number),
  constraint orders_patient_id_fkey
    foreign key (patient_id) references patients (id),
  constraint orders_case_id_fkey
    foreign key (case_id) references cases (id),
  constraint orders_practice_id_fkey
    foreign key (practice_id) references practices (id),
  constraint orders_doctor_id_fkey
    foreign key (doctor_id) references doctors (id),
  constraint orders_office_id_fkey
    foreign key (office_id) references offices (id),
  constraint orders_course_id_fkey
    foreign key (course_id) references courses (id),
  constraint orders_course_type_check
    check (course_type in (
      'main', 'refinement', 'replacement', 'any', 'invoice', 'merchandise')),
  constraint orders_status_check
    check (status in (
      'no_product', 'submitted', 'approved', 'in_production', 'shipped', 'add_plan',
      'on_hold', 'cancelled')),
  constraint orders_current_state_check
    check (current_state in (
      'pending', 'confirmed', 'in_production', 'quality_check', 'shipped', 'delivered',
      'completed', 'cancelled', 'refunded')),
  constraint orders_sequence_number_check check (sequence_number >= 0),
  constraint orders_amount_check check (amount >= 0),
  constraint orders_subtotal_check check (subtotal >= 0),
  constraint orders_tax_amount_check check (tax_amount >= 0),
  constraint orders_total_amount_check check (total_amount >= 0),
  constraint orders_currency_check check (currency ~ '^[A-Z]{3}$'),
  constraint orders_shipped_at_check check (shipped_at is null or status = 'shipped')
);

create index orders_patient_id_idx on orders (patient_id);
create index orders_case_id_idx on orders (case_id);
create index orders_doctor_id_idx on orders (doctor_id);
create index orders_office_id_idx on orders (office_id);
create index orders_course_id_idx on orders (course_id);

comment on table orders is
  'What a doctor ordered for a patient: the instruction of the old system, deleted ones included. Area: orders. Source: dispatch_instruction.';
comment on column orders.legacy_instruction_id is 'dispatch_instruction.id';
comment on column orders.order_number is '<suffix of the patient>-<old key>, or the old key alone.';
comment on column orders.case_id is 'The patient''s case of kind patient.';
comment on column orders.practice_id is 'The patient''s practice: the old order had none of its own.';
comment on column orders.doctor_id is 'The doctor of the patient: the old order had none of its own.';
comment on column orders.office_id is 'The office of the patient: the old order had none of its own.';
comment on column orders.sequence_number is 'Place among the orders of the patient.';
comment on column orders.status is
  'Of the old system''s 0, 1, 2, 4; a number without a meaning is not guessed, its row is rejected. Vocabulary: order-status.';
comment on column orders.current_state is
  'The same in the words of the order book; a proposal. Vocabulary: order-state.';
comment on column orders.amount is 'The price, before any tax.';
comment on column orders.subtotal is 'Empty after a migration: the old system kept the price only.';
comment on column orders.tax_amount is 'Empty after a migration: the old system kept the price only.';
comment on column orders.total_amount is 'The price again: the old system kept no total.';
comment on column orders.currency is 'The old system knew one currency and did not name it.';
comment on column orders.cbct is 'A cone-beam scan belongs to the order.';
comment on column orders.suffix is 'Of the order, not of the patient.';
comment on column orders.exports is 'What was exported to the manufacturers'' systems, an object with free keys.';
comment on column orders.approved_at is
  'A guess: the last change of an order that stands at approved or later.';
comment on column orders.shipped_at is
  'A guess: the last change of an order that stands at shipped.';
comment on column orders.metadata is
  'What has no column: numbers of course, model and scanner, keys of both jaws, which times are guesses, with the tags of the rules that changed the row.';
comment on column orders.created_at is
  'When it was submitted; else its last change; else when the patient was submitted; else when the person joined.';
comment on column orders.updated_at is 'Last change in the old system, else created_at.';
comment on column orders.course_type is 'Vocabulary: course-type.';

-- order_items -------------------------------------------------------------------------------------

create table order_items (
  id uuid not null default gen_random_uuid(),
  legacy_table varchar(63),
  legacy_id bigint,
  order_id uuid not null,
  product_id uuid,
  quantity integer not null default 1,
  unit_price numeric(12, 2),
  total_price numeric(12, 2),
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint order_items_pkey primary key (id),
  constraint order_items_legacy_table_legacy_id_key unique (legacy_table, legacy_id),
  constraint order_items_order_id_fkey foreign key (order_id) references orders (id),
  constraint order_items_product_id_fkey foreign key (product_id) references products (id),
  constraint order_items_legacy_table_check
    check (legacy_table in ('dispatch_jaw', 'dispatch_purchase')),
  constraint order_items_legacy_key_check check ((legacy_table is null) = (legacy_id is null)),
  constraint order_items_quantity_check check (quantity > 0),
  constraint order_items_unit_price_check check (unit_price >= 0),
  constraint order_items_total_price_check check (total_price >= 0)
);

create index order_items_order_id_idx on order_items (order_id);
create index order_items_product_id_idx on order_items (product_id);

comment on table order_items is
  'The lines of an order. Area: orders. Source: dispatch_jaw, dispatch_purchase.';
comment on column order_items.legacy_table is 'Which old table the row is from.';
comment on column order_items.legacy_id is 'Its key there.';

-- order_states ------------------------------------------------------------------------------------

create table order_states (
  id uuid not null default gen_random_uuid(),
  legacy_state_id bigint,
  order_id uuid not null,
  changed_by uuid,
  status_code integer not null,
  status_name text,
  is_active boolean not null default true,
  changed_at timestamptz not null default now(),
  notes text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint order_states_pkey primary key (id),
  constraint order_states_legacy_state_id_key unique (legacy_state_id),
  constraint order_states_order_id_fkey foreign key (order_id) references orders (id),
  constraint order_states_changed_by_fkey foreign key (changed_by) references profiles (id),
  constraint order_states_status_name_check
    check (status_name in ('treatment_active', 'case_closed'))
);

create index order_states_order_id_idx on order_states (order_id);
create index order_states_changed_by_idx on order_states (changed_by);

comment on table order_states is
  'Each state that an order went through. Most orders of the old system have none. Area: orders. Source: dispatch_state.';
comment on column order_states.legacy_state_id is 'dispatch_state.id';
comment on column order_states.status_code is 'The number of the old system: 11 or 12.';
comment on column order_states.status_name is 'Vocabulary: state-status.';
comment on column order_states.is_active is
  'dispatch_state."on"; false is no change to another state.';
comment on column order_states.created_at is 'The same as changed_at.';

-- order_cases -------------------------------------------------------------------------------------

create table order_cases (
  id uuid not null default gen_random_uuid(),
  legacy_instruction_id bigint,
  legacy_patient_id bigint,
  order_id uuid not null,
  case_id uuid not null,
  relationship_type text not null default 'primary',
  stage_number integer,
  status text,
  linked_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint order_cases_pkey primary key (id),
  constraint order_cases_legacy_instruction_id_legacy_patient_id_key
    unique (legacy_instruction_id, legacy_patient_id),
  constraint order_cases_order_id_case_id_relationship_type_key
    unique (order_id, case_id, relationship_type),
  constraint order_cases_order_id_fkey foreign key (order_id) references orders (id),
  constraint order_cases_case_id_fkey foreign key (case_id) references cases (id),
  constraint order_cases_relationship_type_check
    check (relationship_type in ('primary', 'revision')),
  constraint order_cases_stage_number_check check (stage_number >= 0)
);

create index order_cases_case_id_idx on order_cases (case_id);

comment on table order_cases is
  'Which orders belong to which case. Area: orders. Source: dispatch_instruction, dispatch_patient.';
comment on column order_cases.legacy_instruction_id is
  'dispatch_instruction.id; the key together with legacy_patient_id.';
comment on column order_cases.legacy_patient_id is 'dispatch_patient.id';
comment on column order_cases.relationship_type is 'revision for refinements and replacements.';
comment on column order_cases.stage_number is
  'Empty after a migration: a design of 2025 had it, the old system did not.';
comment on column order_cases.status is
  'Empty after a migration: a design of 2025 had it, the old system did not.';
comment on column order_cases.linked_at is 'When the order was submitted.';

-- patient_events ----------------------------------------------------------------------------------

create table patient_events (
  id uuid not null default gen_random_uuid(),
  legacy_event_id bigint,
  patient_id uuid not null,
  order_id uuid,
  title text not null,
  event_date timestamptz,
  is_completed boolean not null default false,
  completed_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint patient_events_pkey primary key (id),
  constraint patient_events_legacy_event_id_key unique (legacy_event_id),
  constraint patient_events_patient_id_fkey foreign key (patient_id) references patients (id),
  constraint patient_events_order_id_fkey foreign key (order_id) references orders (id),
  constraint patient_events_title_check check (btrim(title) <> '')
);

create index patient_events_patient_id_idx on patient_events (patient_id);
create index patient_events_order_id_idx on patient_events (order_id);

comment on table patient_events is
  'Appointments of a patient. Area: people. Source: dispatch_event.';
comment on column patient_events.legacy_event_id is 'dispatch_event.id';
comment on column patient_events.completed_at is
  'Empty after a migration: the old event was marked done without a time.';
comment on column patient_events.created_at is 'When it was written down.';
