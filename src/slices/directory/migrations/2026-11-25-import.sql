create table import_run (
  id uuid primary key,
  source_id text not null,
  label text not null,
  fingerprint text not null,
  state text not null check (state in ('reading', 'ready', 'writing', 'done', 'refused', 'undone')),
  reason text,
  started_at timestamptz not null,
  touched_at timestamptz not null,
  finished_at timestamptz,
  done_batch bigint not null default -1,
  last_batch bigint not null default -1,
  taken jsonb not null default '{}',
  not_read jsonb not null default '[]',
  inserted integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  defects integer not null default 0,
  kept integer not null default 0
);
comment on table import_run is 'Each time that a source was read: how far it came, so that it goes on after a crash, and what came of it. Not part of HSDS.';
comment on column import_run.fingerprint is 'Of the files that were read: the same files go on where they were left.';
create index import_run_by_source on import_run (source_id, started_at);

create table import_row (
  run_id uuid not null references import_run (id) on delete cascade,
  kind text not null,
  id uuid not null,
  batch bigint,
  position bigint not null,
  parents uuid[] not null default '{}',
  body jsonb not null,
  primary key (run_id, id, kind)
);
comment on table import_row is 'What was read and is not yet written: gone with the end of its run. An address that calls itself confidential never comes here.';
comment on column import_row.body is 'Personal data: names and mailboxes of contacts, as the source publishes them; gone with the end of the run, a week later at most.';
create index import_row_by_batch on import_row (run_id, batch, position);

create table import_defect (
  run_id uuid not null references import_run (id) on delete cascade,
  position bigint not null,
  file text not null,
  line integer not null,
  field text,
  problem text not null,
  done text not null,
  primary key (run_id, position)
);
comment on table import_defect is 'What was wrong in a file, and what was done about it. Gone with the next but one run of its source.';

create table import_difference (
  run_id uuid not null references import_run (id) on delete cascade,
  thing_id uuid not null,
  field text not null,
  kind text not null,
  ours text,
  theirs text,
  primary key (run_id, thing_id, field)
);
comment on table import_difference is 'Fields that were changed here since the source gave them, and that it still gives otherwise: ours stays.';
comment on column import_difference.theirs is 'As the source gives it. Nothing of a confidential place is ever in here.';

create table imported_record (
  id uuid primary key,
  kind text not null,
  source_id text not null,
  fields jsonb not null,
  digest text not null
);
comment on column imported_record.digest is 'Of the whole record as it was read: the same again needs no second look.';
comment on table imported_record is 'A short digest of each field as its source last gave it: whatever differs from it was changed here, and stays. No values.';
create index imported_record_by_source on imported_record (source_id, kind);
