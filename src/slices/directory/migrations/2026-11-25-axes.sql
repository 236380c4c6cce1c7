-- What was told us of a service or a place on the charter's five axes, where the standard has no column: a yes or a no, by whom, when.
create table axis_fact (
  id uuid primary key,
  thing_id uuid not null,
  thing_type text not null check (thing_type in ('service', 'location')),
  feature text not null,
  present boolean not null,
  note text,
  told_by text not null,
  told_on date not null,
  unique (thing_id, feature)
);
comment on table axis_fact is 'Facts with source and date on the five axes (getting in, cost, where, when, does it help). Not part of HSDS: published with our profile.';
comment on column axis_fact.told_by is 'Which kind of person or source said so (the organisation, a checker, a source''s name), never a person''s name.';
