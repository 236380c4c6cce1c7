-- Names of places, for «near what?»: loaded by the operator or derived from what is already located here. No third party is asked.
create table gazetteer (
  id bigint generated always as identity primary key,
  name text not null,
  key text not null,
  kind text not null check (kind in ('postcode', 'outcode', 'town', 'district', 'place')),
  lat double precision not null check (lat between -90 and 90),
  lon double precision not null check (lon between -180 and 180),
  weight integer not null default 1,
  unique (key, kind)
);
comment on column gazetteer.key is 'The name without case, accents, spaces and marks.';
comment on column gazetteer.weight is 'How many things here bear the name: of two towns alike the larger one is meant.';
create index gazetteer_by_likeness on gazetteer using gin (key extensions.gin_trgm_ops);
