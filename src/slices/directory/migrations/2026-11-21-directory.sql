create table taxonomy (
  id uuid primary key,
  name text not null,
  description text,
  uri text,
  version text
);

create table taxonomy_term (
  id uuid primary key,
  code text,
  name text not null,
  description text,
  parent_id uuid references taxonomy_term (id) on delete set null deferrable initially deferred,
  taxonomy text,
  language text,
  taxonomy_id uuid references taxonomy (id) on delete cascade,
  term_uri text
);
create index taxonomy_term_by_taxonomy on taxonomy_term (taxonomy_id);
create index taxonomy_term_by_parent on taxonomy_term (parent_id);

create table service (
  id uuid primary key,
  organization_id uuid references organization (id) on delete cascade,
  program_id uuid,
  kind text not null,
  name text not null check (name <> ''),
  alternate_name text,
  description text,
  url text,
  email text,
  status text not null check (status in ('active', 'inactive', 'defunct', 'temporarily closed')),
  interpretation_services text,
  application_process text,
  fees_description text,
  fees text,
  wait_time text,
  accreditations text,
  eligibility_description text,
  minimum_age real,
  maximum_age real,
  assured_date date,
  assurer_email text,
  licenses text,
  alert text,
  last_modified timestamptz,
  source_id text references source (id),
  source_key text,
  source_date date,
  checked_at timestamptz,
  modified_at timestamptz not null default now()
);
comment on column service.kind is 'What a person would look for (food_bank, sports_club, …): see directory/rules.ts. Not part of HSDS.';
comment on column service.email is 'A mailbox of the service, never one person''s.';
create index service_by_organization on service (organization_id);
create index service_by_source on service (source_id);

create table service_at_location (
  id uuid primary key,
  service_id uuid not null references service (id) on delete cascade,
  location_id uuid not null references location (id) on delete cascade,
  description text,
  unique (service_id, location_id)
);
create index service_at_location_by_location on service_at_location (location_id);

create table phone (
  id uuid primary key,
  location_id uuid references location (id) on delete cascade,
  service_id uuid references service (id) on delete cascade,
  organization_id uuid references organization (id) on delete cascade,
  service_at_location_id uuid references service_at_location (id) on delete cascade,
  number text not null,
  extension text,
  type text,
  description text
);
comment on column phone.number is 'Of the organisation, service or place, as its source publishes it.';
create index phone_by_location on phone (location_id);
create index phone_by_service on phone (service_id);
create index phone_by_organization on phone (organization_id);
create index phone_by_service_at_location on phone (service_at_location_id);

create table schedule (
  id uuid primary key,
  service_id uuid references service (id) on delete cascade,
  location_id uuid references location (id) on delete cascade,
  service_at_location_id uuid references service_at_location (id) on delete cascade,
  valid_from date,
  valid_to date,
  dtstart date,
  timezone text,
  until date,
  count integer,
  wkst text check (wkst in ('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')),
  freq text check (freq in ('WEEKLY', 'MONTHLY')),
  interval integer check (interval > 0),
  byday text,
  byweekno text,
  bymonthday text,
  byyearday text,
  description text,
  opens_at text,
  closes_at text,
  schedule_link text,
  attending_type text,
  notes text
);
comment on column schedule.description is 'The hours as their source words them: kept also where they could be read.';
create index schedule_by_service on schedule (service_id);
create index schedule_by_location on schedule (location_id);
create index schedule_by_service_at_location on schedule (service_at_location_id);

create table cost_option (
  id uuid primary key,
  service_id uuid not null references service (id) on delete cascade,
  valid_from date,
  valid_to date,
  option text,
  currency text,
  amount numeric(12, 2) check (amount >= 0),
  amount_description text
);
create index cost_option_by_service on cost_option (service_id);

create table language (
  id uuid primary key,
  service_id uuid references service (id) on delete cascade,
  location_id uuid references location (id) on delete cascade,
  phone_id uuid references phone (id) on delete cascade,
  name text,
  code text,
  note text
);
create index language_by_service on language (service_id);
create index language_by_location on language (location_id);
create index language_by_phone on language (phone_id);

create table attribute (
  id uuid primary key,
  link_id uuid not null,
  link_type text,
  link_entity text not null,
  taxonomy_term_id uuid references taxonomy_term (id) on delete cascade,
  value text,
  label text
);
create index attribute_by_link on attribute (link_id);
create index attribute_by_term on attribute (taxonomy_term_id);
