alter table import_run
  add column licence text,
  add column preview jsonb,
  add column columns_read jsonb;
comment on column import_run.preview is 'What writing it would do, reckoned before somebody says yes. Nothing of a confidential place is ever in here.';
comment on column import_run.columns_read is 'Of a plain sheet: which column was taken for what.';

create table import_upload (
  run_id uuid primary key references import_run (id) on delete cascade,
  name text not null,
  bytes bytea not null
);
comment on table import_upload is 'A file that somebody gave us to read, until it is read: minutes.';
