alter table location add column confidential boolean not null default false;
comment on column location.confidential is 'Where it is must not be known (a refuge): its address and position are published nowhere. An import may set this and never take it back. Not part of HSDS.';

create view public_location with (security_invoker = true) as
select id, location_type, kind, organization_id, name, alternate_name, zone, holiday_region, area, confidential,
  source_id, source_key, source_date, checked_at, modified_at,
  case when not confidential then url end as url,
  case when not confidential then description end as description,
  case when not confidential then transportation end as transportation,
  case when not confidential then latitude end as latitude,
  case when not confidential then longitude end as longitude,
  case when not confidential then precision else 'district' end as precision,
  case when not confidential then external_identifier end as external_identifier,
  case when not confidential then external_identifier_type end as external_identifier_type
from location;
comment on view public_location is 'Places as anybody may read them: feeds, exports and everything public read these and never the tables beneath.';

create view public_address with (security_invoker = true) as
select a.id, a.location_id, a.attention, a.address_1, a.address_2, a.city, a.region, a.state_province, a.postal_code, a.country,
  a.address_type
from address a join location l on l.id = a.location_id
where not l.confidential;
comment on view public_address is 'Addresses of places whose place is no secret.';
