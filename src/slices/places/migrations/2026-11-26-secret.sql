-- Where a confidential place is: here and nowhere else, so that no page, feed, export, print, mail or search can tell it by mistake.
create table secret_location (
  location_id uuid primary key references location (id) on delete cascade,
  whereabouts jsonb not null,
  sealed_at timestamptz not null default now()
);
comment on table secret_location is 'Confidential: address, position and all else that leads to a place that must not be found (a refuge).';
comment on column secret_location.whereabouts is 'The columns of location that tell where it is, and its rows of address.';

create table secret_opening (
  location_id uuid not null references location (id) on delete cascade,
  person_id uuid not null references person on delete cascade,
  until timestamptz not null,
  primary key (location_id, person_id)
);
comment on table secret_opening is 'Personal: who of the staff opened where a confidential place is, for some minutes; the audit keeps that they did.';

create function is_staff_of_place(wanted uuid) returns boolean
  language sql stable security definer set search_path from current
  as $$
    select exists (select from location l join role_grant g on g.scope = l.organization_id
      where l.id = wanted and g.role in ('editor', 'admin') and (g.until is null or g.until > now())
        and g.person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid)
  $$;

alter table secret_location enable row level security;
create policy opened on secret_location using (is_staff_of_place(location_id) and exists (select from secret_opening o
  where o.location_id = secret_location.location_id and o.until > now()
    and o.person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid));
alter table secret_opening enable row level security;
create policy own on secret_opening
  using (person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid)
  with check (is_staff_of_place(location_id) and person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid);

-- Writing is no reading: whoever imports or hides a place learns nothing but whether something changed.
create function seal_location(wanted uuid, given jsonb) returns boolean
  language sql security definer set search_path from current
  as $$
    with sealed as (
      insert into secret_location as kept (location_id, whereabouts) values (wanted, given)
      on conflict (location_id) do update set whereabouts = excluded.whereabouts, sealed_at = now()
        where kept.whereabouts is distinct from excluded.whereabouts
      returning 1
    )
    select exists (select from sealed)
  $$;

-- What leads to a place, taken out of the open tables and sealed.
create function hide_location(wanted uuid) returns void
  language sql security definer set search_path from current
  as $$
    select seal_location(l.id, jsonb_strip_nulls(jsonb_build_object('name', l.name, 'alternate_name', l.alternate_name, 'url', l.url,
        'description', l.description, 'transportation', l.transportation, 'latitude', l.latitude, 'longitude', l.longitude,
        'precision', l.precision, 'area', l.area, 'external_identifier', l.external_identifier,
        'external_identifier_type', l.external_identifier_type))
      || jsonb_build_object('addresses', coalesce((select jsonb_agg(to_jsonb(a) order by a.id) from address a where a.location_id = l.id), '[]')))
    from location l where l.id = wanted and not exists (select from secret_location s where s.location_id = l.id);
    delete from address where location_id = wanted;
    delete from ground where location_id = wanted;
    update accessibility set description = null, details = null, url = null where location_id = wanted;
    update location set confidential = true, name = null, alternate_name = null, url = null, description = null, transportation = null,
      latitude = null, longitude = null, precision = 'district', area = null, external_identifier = null, external_identifier_type = null,
      modified_at = now()
    where id = wanted
  $$;

-- Only staff who have it open can give it back to the public.
create function show_location(wanted uuid) returns boolean
  language sql security definer set search_path from current
  as $$
    with opened as (
      select s.whereabouts as w from secret_location s
      where s.location_id = wanted and is_staff_of_place(wanted) and exists (select from secret_opening o
        where o.location_id = wanted and o.until > now() and o.person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid)
    ), shown as (
      update location l set confidential = false, modified_at = now(), name = w ->> 'name', alternate_name = w ->> 'alternate_name',
        url = w ->> 'url', description = w ->> 'description', transportation = w ->> 'transportation',
        latitude = (w ->> 'latitude')::float8, longitude = (w ->> 'longitude')::float8, precision = coalesce(w ->> 'precision', 'district'),
        area = w ->> 'area', external_identifier = w ->> 'external_identifier', external_identifier_type = w ->> 'external_identifier_type'
      from opened where l.id = wanted returning l.id
    ), addressed as (
      insert into address select (jsonb_populate_record(null::address, one)).* from opened, jsonb_array_elements(w -> 'addresses') one
      where exists (select from shown) on conflict (id) do nothing
    ), unsealed as (
      delete from secret_location where location_id = wanted and exists (select from shown) returning 1
    )
    select exists (select from unsealed)
  $$;

-- What was marked confidential before there was this table.
select hide_location(id) from (select id from location where confidential) former;
