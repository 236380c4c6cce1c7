-- What somebody chooses by besides words and place, and things that are at several places.
alter table finding drop constraint finding_kind_check;
alter table finding add constraint finding_kind_check check (kind in ('service', 'place', 'organisation', 'group'));
alter table finding
  add column thing uuid,
  add column traits text[] not null default '{}',
  add column age_from real,
  add column age_to real,
  add column check_due timestamptz;
update finding set thing = id;
alter table finding alter column thing set not null;
comment on column finding.thing is 'What is found here: one service at several places is several findings of one thing, and is shown once, at its nearest.';
comment on column finding.traits is 'What of it can be chosen, as group:value, e.g. need:food, has:hearing_loop, speaks:es. They stand in reach as well.';
comment on column finding.check_due is 'Whoever keeps the record should have looked at it again by then: from that day on it sinks a little.';
alter table finding alter column traits set statistics 0;
create index finding_by_thing on finding (thing);

alter table finding drop constraint if exists finding_precision_check;
alter table finding add constraint finding_precision_check check (precision in ('exact', 'postcode', 'district', 'wide'));
