create table location (
  id uuid primary key,
  location_type text not null check (location_type in ('physical', 'postal', 'virtual')),
  kind text not null,
  url text,
  organization_id uuid references organization (id) on delete set null,
  name text,
  alternate_name text,
  description text,
  transportation text,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  precision text not null default 'exact' check (precision in ('exact', 'postcode', 'district')),
  external_identifier text,
  external_identifier_type text,
  zone text not null,
  holiday_region text,
  area text,
  source_id text references source (id),
  source_key text,
  source_date date,
  checked_at timestamptz,
  modified_at timestamptz not null default now(),
  check ((latitude is null) = (longitude is null))
);
comment on column location.kind is 'What a person would call it (library, park, …): see places/tables.ts. Not part of HSDS.';
comment on column location.precision is 'How well we know where it is: the door, the middle of its postcode, or only of its postcode district.';
comment on column location.holiday_region is 'Whose bank holidays close it (GB-EAW …); null where its hours hold on holidays too.';
comment on column location.area is 'Town or district in words.';
create index location_by_kind on location (kind, lower(name), id);
create index location_by_organization on location (organization_id);
create index location_by_source on location (source_id);

create table address (
  id uuid primary key,
  location_id uuid not null references location (id) on delete cascade,
  attention text,
  address_1 text,
  address_2 text,
  city text,
  region text,
  state_province text,
  postal_code text,
  country text,
  address_type text not null default 'physical' check (address_type in ('physical', 'postal', 'virtual'))
);
create index address_by_location on address (location_id);

create table accessibility (
  id uuid primary key,
  location_id uuid not null references location (id) on delete cascade,
  description text,
  details text,
  url text,
  feature text,
  present boolean,
  check ((feature is null) = (present is null))
);
comment on column accessibility.feature is 'Which feature the row speaks of (entrance, doorways, toilets …: places/tables.ts), so that it can be said in any language. Not part of HSDS.';
create index accessibility_by_location on accessibility (location_id);

create table ground (
  id uuid primary key,
  kind text not null check (kind in ('green', 'reserve', 'extent')),
  name text,
  location_id uuid references location (id) on delete cascade,
  shape jsonb not null
);
comment on table ground is 'Outlines that our own map is drawn from (GeoJSON geometry, WGS 84).';
create index ground_by_location on ground (location_id);
