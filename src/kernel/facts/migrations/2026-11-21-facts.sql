create table fact (
  id uuid primary key,
  at timestamptz not null default now(),
  by uuid,
  name text not null check (name ~ '^[a-z]+\.[A-Z][A-Za-z]+$'),
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  sequence bigint unique,
  seal bytea,
  check ((sequence is null) = (seal is null)),
  check (octet_length(seal) = 32)
);
create index fact_unsealed on fact (id) where sequence is null;
create index fact_name on fact (name, at);
comment on table fact is 'Everything that happened: audit trail, outbox and source of measures. Rows are added, never changed.';
comment on column fact.by is 'personal: id of the person who did it; the person''s name and address stand elsewhere and can be erased';
comment on column fact.data is 'personal: ids of people and things, and numbers; no names, no texts';

create table reaction_done (
  fact_id uuid not null,
  reaction text not null,
  at timestamptz not null default now(),
  primary key (fact_id, reaction)
);
comment on table reaction_done is 'Which consequence of which fact has taken place: written in the same transaction as its effect.';

revoke update, delete, truncate on fact from wellmet_app;
grant update (sequence, seal) on fact to wellmet_app;
revoke update, truncate on reaction_done from wellmet_app;
