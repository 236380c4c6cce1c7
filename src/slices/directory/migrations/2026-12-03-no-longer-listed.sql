create table missing_record (
  thing_id uuid primary key,
  thing_kind text not null check (thing_kind in ('service', 'place', 'organisation')),
  source_id text not null,
  since timestamptz not null,
  cycle_id uuid references check_cycle (id) on delete set null
);
comment on table missing_record is 'Records that their source no longer gives. They stay listed until somebody has made sure; gone from here when the source gives them again. Not part of HSDS.';
comment on column missing_record.cycle_id is 'The round of questions that began with it.';
create index missing_record_by_source on missing_record (source_id, since);
create index missing_record_by_cycle on missing_record (cycle_id);

alter table import_run
  add column missing integer not null default 0,
  add column is_part boolean not null default false;
comment on column import_run.missing is 'Records that earlier runs of the source gave and this one did not.';
comment on column import_run.is_part is 'So many were missing that it was taken for a part of the source: nothing was marked.';
