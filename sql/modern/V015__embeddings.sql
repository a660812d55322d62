-- Texts as vectors, for search by meaning.
-- A text is embedded once, however many rows hold it; the links tell which rows those are.

-- ai_embeddings ----------------------------------------------------------------------------------

create table ai_embeddings (
  id uuid not null default gen_random_uuid(),
  practice_id uuid,
  sha256_hash char(64) not null,
  content_type text not null,
  source_table varchar(63) not null,
  source_id uuid not null,
  content_text text,
  model text not null,
  dimensions integer not null default 1024,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint ai_embeddings_pkey primary key (id),
  constraint ai_embeddings_sha256_hash_key unique (sha256_hash),
  constraint ai_embeddings_practice_id_fkey foreign key (practice_id) references practices (id),
  constraint ai_embeddings_sha256_hash_check check (sha256_hash ~ '^[0-9a-f]{64}$'),
  constraint ai_embeddings_dimensions_check check (dimensions = 1024)
);

-- The extension is used where it is installed or this role may install it. Whatever prevents that,
-- the table is there: as real[], which compares exactly, only without an index.
do $$
declare
  reason text := 'the server does not have it';
  place text;
begin
  if exists (select from pg_available_extensions where name = 'vector') then
    begin
      create extension if not exists vector;
    exception
      when others then
        reason := sqlerrm;
    end;
  end if;
  select quote_ident(n.nspname) into place
  from pg_extension e
  join pg_namespace n on n.oid = e.extnamespace
  where e.extname = 'vector';
  if place is not null and not exists (select from pg_am where amname = 'hnsw') then
    reason := 'its version has no HNSW index; 0.5 or later is needed';
    place := null;
  end if;
  if place is null then
    alter table ai_embeddings
      add column embedding real[] not null,
      add constraint ai_embeddings_embedding_check
        check (array_ndims(embedding) = 1 and cardinality(embedding) = 1024
          and array_position(embedding, null) is null);
    raise notice 'ai_embeddings.embedding is real[], without an index: extension vector is not used, %', reason;
  else
    execute format('alter table ai_embeddings add column embedding %s.vector(1024) not null', place);
    execute format(
      'create index ai_embeddings_embedding_idx on ai_embeddings'
        ' using hnsw (embedding %s.vector_cosine_ops)',
      place);
    raise notice 'ai_embeddings.embedding is vector(1024) with an HNSW index: extension vector is used';
  end if;
end
$$;

create index ai_embeddings_practice_id_idx on ai_embeddings (practice_id);
create index ai_embeddings_source_idx on ai_embeddings (source_table, source_id);

comment on table ai_embeddings is
  'One vector for each distinct text. Search goes through ai_embedding_links, which know every row that holds the text. Area: embeddings. Source: none.';
comment on column ai_embeddings.practice_id is 'The practice of the first row that holds the text.';
comment on column ai_embeddings.sha256_hash is
  'SHA-256 of the normalized text, in lower-case hexadecimal digits.';
comment on column ai_embeddings.content_type is 'What the text is, such as a message or a note.';
comment on column ai_embeddings.source_table is 'The table of the first row that holds the text.';
comment on column ai_embeddings.source_id is 'The first row that holds the text; no foreign key.';
comment on column ai_embeddings.content_text is
  'The text that was embedded; null where it is to stand in its own row only.';
comment on column ai_embeddings.model is 'Who computed it; vectors of two models do not compare.';
comment on column ai_embeddings.embedding is
  'vector(1024) with an HNSW index where the extension exists, else real[] of that length.';

-- ai_embedding_links -----------------------------------------------------------------------------

create table ai_embedding_links (
  id uuid not null default gen_random_uuid(),
  embedding_id uuid not null,
  practice_id uuid,
  source_table varchar(63) not null,
  source_id uuid not null,
  source_column varchar(63) not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint ai_embedding_links_pkey primary key (id),
  constraint ai_embedding_links_source_key unique (source_table, source_id, source_column),
  constraint ai_embedding_links_embedding_id_fkey
    foreign key (embedding_id) references ai_embeddings (id),
  constraint ai_embedding_links_practice_id_fkey
    foreign key (practice_id) references practices (id)
);

create index ai_embedding_links_embedding_id_idx on ai_embedding_links (embedding_id);
create index ai_embedding_links_practice_id_idx on ai_embedding_links (practice_id);

comment on table ai_embedding_links is
  'Which rows hold which text, and whose they are: nobody finds a row of another practice because both wrote the same. Area: embeddings. Source: none.';
comment on column ai_embedding_links.source_id is 'A row of source_table; no foreign key.';
comment on column ai_embedding_links.practice_id is
  'The practice of the row; null where the row belongs to none.';

-- embedding_queue --------------------------------------------------------------------------------

create table embedding_queue (
  id uuid not null default gen_random_uuid(),
  source_table varchar(63) not null,
  source_id uuid not null,
  source_column varchar(63) not null,
  status text not null default 'pending',
  attempts integer not null default 0,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint embedding_queue_pkey primary key (id),
  constraint embedding_queue_source_key unique (source_table, source_id, source_column),
  constraint embedding_queue_status_check
    check (status in ('pending', 'processing', 'completed', 'failed')),
  constraint embedding_queue_attempts_check check (attempts >= 0)
);

create index embedding_queue_pending_idx on embedding_queue (created_at) where status = 'pending';

comment on table embedding_queue is
  'Texts that changed and wait for a new vector. Area: embeddings. Source: none.';
comment on column embedding_queue.source_id is 'A row of source_table; no foreign key.';
