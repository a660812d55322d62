-- Offers, payments and what was bought.

-- offers ------------------------------------------------------------------------------------------

create table offers (
  id uuid not null default gen_random_uuid(),
  legacy_offer_id bigint,
  doctor_id uuid,
  product_id uuid,
  order_id uuid,
  price_both numeric(12, 2),
  price_upper numeric(12, 2),
  price_lower numeric(12, 2),
  is_active boolean not null default true,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint offers_pkey primary key (id),
  constraint offers_legacy_offer_id_key unique (legacy_offer_id),
  constraint offers_doctor_id_fkey foreign key (doctor_id) references doctors (id),
  constraint offers_product_id_fkey foreign key (product_id) references products (id),
  constraint offers_order_id_fkey foreign key (order_id) references orders (id),
  constraint offers_price_both_check check (price_both >= 0),
  constraint offers_price_upper_check check (price_upper >= 0),
  constraint offers_price_lower_check check (price_lower >= 0)
);

create index offers_doctor_id_idx on offers (doctor_id);
create index offers_product_id_idx on offers (product_id);
create index offers_order_id_idx on offers (order_id);

comment on table offers is
  'The price of a product for a doctor. Area: money. Source: dispatch_offer.';
comment on column offers.legacy_offer_id is 'dispatch_offer.id';
comment on column offers.order_id is
  'Empty after a migration: an offer is made for a doctor, not for an order.';

-- discounts ---------------------------------------------------------------------------------------

create table discounts (
  id uuid not null default gen_random_uuid(),
  legacy_discount_id bigint,
  offer_id uuid not null,
  percent numeric(5, 2) not null,
  reason text,
  max_count integer,
  used_count integer not null default 0,
  start_date date,
  end_date date,
  is_total boolean not null default false,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint discounts_pkey primary key (id),
  constraint discounts_legacy_discount_id_key unique (legacy_discount_id),
  constraint discounts_offer_id_fkey foreign key (offer_id) references offers (id),
  constraint discounts_percent_check check (percent between 0 and 100),
  constraint discounts_max_count_check check (max_count >= 0),
  constraint discounts_used_count_check check (used_count >= 0)
);

create index discounts_offer_id_idx on discounts (offer_id);

comment on table discounts is
  'What is taken off the price of an offer. Area: money. Source: dispatch_discount.';
comment on column discounts.legacy_discount_id is 'dispatch_discount.id';
comment on column discounts.is_total is 'dispatch_discount.total; nobody recorded its meaning.';

-- payments ----------------------------------------------------------------------------------------

create table payments (
  id uuid not null default gen_random_uuid(),
  legacy_payment_id bigint,
  order_id uuid,
  patient_id uuid,
  doctor_id uuid,
  office_id uuid,
  payer_profile_id uuid,
  amount numeric(12, 2) not null,
  paid_amount numeric(12, 2),
  subtotal_amount numeric(12, 2),
  additional_amount numeric(12, 2),
  custom_amount numeric(12, 2),
  used_credit numeric(12, 2),
  tax_rate numeric(7, 4),
  tax_amount numeric(12, 2),
  total_amount numeric(12, 2),
  currency char(3) not null default 'USD',
  status text not null default 'pending',
  payment_method text,
  installments jsonb,
  is_free boolean not null default false,
  is_paid boolean not null default false,
  is_cancelled boolean not null default false,
  is_refunded boolean not null default false,
  processed_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint payments_pkey primary key (id),
  constraint payments_legacy_payment_id_key unique (legacy_payment_id),
  constraint payments_order_id_fkey foreign key (order_id) references orders (id),
  constraint payments_patient_id_fkey foreign key (patient_id) references patients (id),
  constraint payments_doctor_id_fkey foreign key (doctor_id) references doctors (id),
  constraint payments_office_id_fkey foreign key (office_id) references offices (id),
  constraint payments_payer_profile_id_fkey
    foreign key (payer_profile_id) references profiles (id),
  constraint payments_currency_check check (currency ~ '^[A-Z]{3}$'),
  constraint payments_status_check
    check (status in ('pending', 'processing', 'completed', 'failed', 'refunded', 'cancelled')),
  constraint payments_payment_method_check
    check (payment_method in ('card', 'check', 'insurance', 'cash', 'other'))
);

create index payments_order_id_idx on payments (order_id);
create index payments_patient_id_idx on payments (patient_id);
create index payments_doctor_id_idx on payments (doctor_id);
create index payments_office_id_idx on payments (office_id);
create index payments_payer_profile_id_idx on payments (payer_profile_id);

comment on table payments is
  'What was to be paid and what was. amount is the total, paid_amount what came in. Area: money. Source: dispatch_payment.';
comment on column payments.legacy_payment_id is 'dispatch_payment.id';
comment on column payments.order_id is
  'Null for a payment without an order, of which there are some.';
comment on column payments.patient_id is 'The patient of the order.';
comment on column payments.payer_profile_id is 'Who pays: the doctor, as a person.';
comment on column payments.amount is 'dispatch_payment.total_price';
comment on column payments.paid_amount is 'dispatch_payment.paid_price';
comment on column payments.additional_amount is 'dispatch_payment.additional_price';
comment on column payments.custom_amount is 'dispatch_payment.custom_price';
comment on column payments.used_credit is 'What was paid out of the doctor''s credit.';
comment on column payments.tax_rate is 'In percent, as in the old system.';
comment on column payments.tax_amount is 'dispatch_payment.tax_value';
comment on column payments.total_amount is
  'The same as amount, for those who ask for it by this name.';
comment on column payments.currency is 'The old system knew one currency and did not name it.';
comment on column payments.status is
  'cancelled where it was canceled, completed where it was paid, else pending.';
comment on column payments.payment_method is
  'Null: free. other: by NetSuite. card: everything else, a guess.';
comment on column payments.installments is 'As in the old system: an array or an object.';
comment on column payments.is_refunded is 'One of its operations is a refund.';
comment on column payments.created_at is 'When it was made.';

-- payment_operations ------------------------------------------------------------------------------

create table payment_operations (
  id uuid not null default gen_random_uuid(),
  legacy_operation_id bigint,
  payment_id uuid not null,
  operation_type text not null,
  amount numeric(12, 2) not null,
  external_order_id varchar(128),
  external_payment_id varchar(128),
  external_refund_id varchar(128),
  card_brand varchar(40),
  card_last_four varchar(4),
  is_office_card boolean not null default false,
  attempt_count integer,
  processed_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint payment_operations_pkey primary key (id),
  constraint payment_operations_legacy_operation_id_key unique (legacy_operation_id),
  constraint payment_operations_payment_id_fkey foreign key (payment_id) references payments (id),
  constraint payment_operations_operation_type_check
    check (operation_type in ('payment', 'refund')),
  constraint payment_operations_attempt_count_check check (attempt_count >= 0)
);

create index payment_operations_payment_id_idx on payment_operations (payment_id);

comment on table payment_operations is
  'Each movement of money of a payment. Bank numbers of cards are not kept. Area: money. Source: dispatch_operation.';
comment on column payment_operations.legacy_operation_id is 'dispatch_operation.id';
comment on column payment_operations.operation_type is 'Vocabulary: operation-type.';
comment on column payment_operations.external_order_id is 'Key at the payment provider.';
comment on column payment_operations.external_payment_id is 'Key at the payment provider.';
comment on column payment_operations.external_refund_id is 'Key at the payment provider.';
comment on column payment_operations.created_at is 'When it was made.';

-- operations --------------------------------------------------------------------------------------

create table operations (
  id uuid not null default gen_random_uuid(),
  legacy_operation_id bigint,
  case_id uuid,
  payment_id uuid,
  operation_type text,
  amount numeric(12, 2),
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint operations_pkey primary key (id),
  constraint operations_legacy_operation_id_key unique (legacy_operation_id),
  constraint operations_case_id_fkey foreign key (case_id) references cases (id),
  constraint operations_payment_id_fkey foreign key (payment_id) references payments (id),
  constraint operations_operation_type_check check (operation_type in ('payment', 'refund'))
);

create index operations_case_id_idx on operations (case_id);
create index operations_payment_id_idx on operations (payment_id);

comment on table operations is
  'The same movements by case, as one model of 2025 kept them; payment_operations is the one to use. Area: money. Source: dispatch_operation.';
comment on column operations.legacy_operation_id is 'dispatch_operation.id';
comment on column operations.case_id is
  'By payment and order; null where they lead to no case, never a case that stands for all.';
comment on column operations.operation_type is 'Vocabulary: operation-type.';
comment on column operations.created_at is 'When it was made.';

-- purchases ---------------------------------------------------------------------------------------

create table purchases (
  id uuid not null default gen_random_uuid(),
  source_table varchar(63),
  legacy_id bigint,
  purchase_number varchar(40) not null,
  order_id uuid,
  product_id uuid,
  payment_id uuid,
  patient_id uuid,
  case_id uuid,
  quantity integer not null default 1,
  unit_price numeric(12, 2),
  subtotal numeric(12, 2),
  tax_amount numeric(12, 2),
  total_amount numeric(12, 2) not null,
  currency char(3) not null default 'USD',
  status text not null default 'completed',
  purchased_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint purchases_pkey primary key (id),
  constraint purchases_purchase_number_key unique (purchase_number),
  constraint purchases_source_table_legacy_id_key unique (source_table, legacy_id),
  constraint purchases_order_id_fkey foreign key (order_id) references orders (id),
  constraint purchases_product_id_fkey foreign key (product_id) references products (id),
  constraint purchases_payment_id_fkey foreign key (payment_id) references payments (id),
  constraint purchases_patient_id_fkey foreign key (patient_id) references patients (id),
  constraint purchases_case_id_fkey foreign key (case_id) references cases (id),
  constraint purchases_source_table_check
    check (source_table in ('dispatch_purchase', 'dispatch_payment')),
  constraint purchases_quantity_check check (quantity > 0),
  constraint purchases_currency_check check (currency ~ '^[A-Z]{3}$'),
  constraint purchases_status_check
    check (status in ('pending', 'completed', 'refunded', 'cancelled')),
  constraint purchases_legacy_key_check check ((source_table is null) = (legacy_id is null))
);

create index purchases_order_id_idx on purchases (order_id);
create index purchases_product_id_idx on purchases (product_id);
create index purchases_payment_id_idx on purchases (payment_id);
create index purchases_patient_id_idx on purchases (patient_id);
create index purchases_case_id_idx on purchases (case_id);

comment on table purchases is
  'What was bought: the lines of the old table, or, where that is empty, its paid payments. Area: money. Source: dispatch_purchase, dispatch_payment.';
comment on column purchases.source_table is 'Which old table the row is from.';
comment on column purchases.legacy_id is 'Its key there.';
comment on column purchases.purchase_number is 'Made from the old table and key.';
comment on column purchases.currency is 'The old system knew one currency and did not name it.';
comment on column purchases.created_at is 'When it was bought.';

-- payment_items -----------------------------------------------------------------------------------

create table payment_items (
  id uuid not null default gen_random_uuid(),
  legacy_ware_id bigint,
  payment_id uuid not null,
  product_id uuid,
  purchase_id uuid,
  name text not null,
  quantity integer not null default 1,
  unit_price numeric(12, 2),
  discount_percent numeric(5, 2),
  discount_amount numeric(12, 2),
  discount_reason text,
  total_price numeric(12, 2) not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint payment_items_pkey primary key (id),
  constraint payment_items_legacy_ware_id_key unique (legacy_ware_id),
  constraint payment_items_payment_id_fkey foreign key (payment_id) references payments (id),
  constraint payment_items_product_id_fkey foreign key (product_id) references products (id),
  constraint payment_items_purchase_id_fkey foreign key (purchase_id) references purchases (id),
  constraint payment_items_quantity_check check (quantity >= 0),
  constraint payment_items_discount_percent_check check (discount_percent between 0 and 100)
);

create index payment_items_payment_id_idx on payment_items (payment_id);
create index payment_items_product_id_idx on payment_items (product_id);
create index payment_items_purchase_id_idx on payment_items (purchase_id);

comment on table payment_items is 'The lines of a payment. Area: money. Source: dispatch_ware.';
comment on column payment_items.legacy_ware_id is 'dispatch_ware.id';
