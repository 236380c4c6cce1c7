-- Programs of partners: a key to write an organisation's own listings, and where to tell of changes.
create table partner_key (
  id uuid primary key,
  organization_id uuid not null references organization (id) on delete cascade,
  label text not null check (char_length(label) between 1 and 80),
  hash text not null unique,
  created_at timestamptz not null,
  used_on date,
  ended_at timestamptz,
  url text check (url is null or url ~ '^https?://'),
  told_until timestamptz not null,
  try_at timestamptz not null,
  failures integer not null default 0,
  failing_since timestamptz
);
comment on column partner_key.hash is 'Secret: SHA-256 of the key, which is shown once. It also signs what we tell the partner''s program.';
create index partner_key_by_organization on partner_key (organization_id);
create index partner_key_to_tell on partner_key (try_at) where url is not null and ended_at is null;
