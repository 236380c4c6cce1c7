create table program (
  id uuid primary key,
  organization_id uuid references organization (id) on delete cascade,
  name text not null check (name <> ''),
  alternate_name text,
  description text
);
create index program_by_organization on program (organization_id);
alter table service add constraint service_program foreign key (program_id) references program (id) on delete set null;
create index service_by_program on service (program_id);
create index service_by_modified on service (modified_at, id);
create index service_by_name on service (lower(name), id);
create index service_words on service using gin
  (to_tsvector('simple', name || ' ' || coalesce(alternate_name, '') || ' ' || coalesce(description, '')));

create table contact (
  id uuid primary key,
  organization_id uuid references organization (id) on delete cascade,
  service_id uuid references service (id) on delete cascade,
  service_at_location_id uuid references service_at_location (id) on delete cascade,
  location_id uuid references location (id) on delete cascade,
  name text,
  title text,
  department text,
  email text
);
comment on column contact.name is 'Personal data: whom the organisation itself publishes as its contact, with the record it belongs to; gone with it.';
comment on column contact.email is 'Personal data: as the organisation publishes it; gone with the record.';
create index contact_by_organization on contact (organization_id);
create index contact_by_service on contact (service_id);
create index contact_by_service_at_location on contact (service_at_location_id);
create index contact_by_location on contact (location_id);

alter table phone add column contact_id uuid references contact (id) on delete cascade;
create index phone_by_contact on phone (contact_id);

create table url (
  id uuid primary key,
  label text,
  url text not null,
  organization_id uuid references organization (id) on delete cascade,
  service_id uuid references service (id) on delete cascade
);
create index url_by_organization on url (organization_id);
create index url_by_service on url (service_id);

create table funding (
  id uuid primary key,
  organization_id uuid references organization (id) on delete cascade,
  service_id uuid references service (id) on delete cascade,
  source text
);
create index funding_by_organization on funding (organization_id);
create index funding_by_service on funding (service_id);

create table service_area (
  id uuid primary key,
  service_id uuid references service (id) on delete cascade,
  service_at_location_id uuid references service_at_location (id) on delete cascade,
  name text,
  description text,
  extent text,
  extent_type text,
  uri text
);
create index service_area_by_service on service_area (service_id);
create index service_area_by_service_at_location on service_area (service_at_location_id);

create table required_document (
  id uuid primary key,
  service_id uuid references service (id) on delete cascade,
  document text,
  uri text
);
create index required_document_by_service on required_document (service_id);

create table unit (
  id uuid primary key,
  name text not null,
  scheme text,
  identifier text,
  uri text
);

create table service_capacity (
  id uuid primary key,
  service_id uuid references service (id) on delete cascade,
  unit_id uuid references unit (id) on delete cascade,
  available numeric not null,
  maximum numeric,
  description text,
  updated timestamptz not null
);
create index service_capacity_by_service on service_capacity (service_id);
create index service_capacity_by_unit on service_capacity (unit_id);

create table metadata (
  id uuid primary key,
  resource_id uuid not null,
  resource_type text not null,
  last_action_date date not null,
  last_action_type text not null,
  field_name text not null,
  previous_value text,
  replacement_value text,
  updated_by text not null,
  recorded_at timestamptz not null default now()
);
comment on table metadata is 'What changed in a record, field by field, written by the command that changed it. Nothing of a confidential place''s whereabouts is ever in here.';
comment on column metadata.updated_by is 'Which source or which role; of our own commands never a person''s name. An import brings what its source wrote.';
create index metadata_by_resource on metadata (resource_id, recorded_at);

create table meta_table_description (
  id uuid primary key,
  name text,
  language text,
  character_set text
);

create table deleted_record (
  id uuid primary key,
  resource_type text not null,
  deleted_at timestamptz not null default now(),
  replaced_by uuid
);
comment on table deleted_record is 'Tombstones: which records are gone since when, for those who mirror us. Ids alone. Not part of HSDS.';
create index deleted_record_by_date on deleted_record (deleted_at, id);

create table given_value (
  id uuid primary key,
  thing_id uuid not null,
  field text not null,
  thing_type text not null,
  value text not null,
  unique (thing_id, field)
);
comment on table given_value is 'What a source wrote where our column holds nothing: a link that leads nowhere, a latitude of 100. An export gives it back; nothing else reads it. Not part of HSDS.';

create table sent_record (
  organization_id uuid primary key references organization (id) on delete cascade,
  sent_at timestamptz not null,
  rows integer not null check (rows >= 0)
);
comment on table sent_record is 'When an organisation''s records were last written for the local information line. Not part of HSDS.';
