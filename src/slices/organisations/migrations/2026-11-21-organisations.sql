create table source (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  url text,
  licence text,
  licence_url text,
  attribution text,
  published_on date
);
comment on table source is 'Where records come from: name, licence and words of attribution as the licence asks for them.';

create table organization (
  id uuid primary key,
  name text not null check (name <> ''),
  alternate_name text,
  description text,
  email text,
  website text,
  tax_status text,
  tax_id text,
  year_incorporated integer,
  legal_status text,
  logo text,
  uri text,
  parent_organization_id uuid references organization (id) on delete set null deferrable initially deferred,
  source_id text references source (id),
  source_key text,
  source_date date,
  checked_at timestamptz,
  modified_at timestamptz not null default now()
);
comment on column organization.email is 'A mailbox of the organisation, never one person''s.';
create index organization_by_name on organization (lower(name), id);
create index organization_by_source on organization (source_id);
create index organization_by_parent on organization (parent_organization_id);

create table organization_identifier (
  id uuid primary key,
  organization_id uuid not null references organization (id) on delete cascade,
  identifier_scheme text,
  identifier_type text not null,
  identifier text not null
);
create index organization_identifier_by_organization on organization_identifier (organization_id);
