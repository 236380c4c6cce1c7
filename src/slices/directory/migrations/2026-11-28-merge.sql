create table merge (
  id uuid primary key,
  kind text not null check (kind in ('organization', 'service', 'location')),
  kept_id uuid not null,
  dropped_id uuid not null,
  before jsonb not null,
  merged_at timestamptz not null,
  undone_at timestamptz
);
comment on table merge is 'Two records of the same thing that became one, with all that is needed to part them again. Places that are secret are never merged. Not part of HSDS.';
comment on column merge.before is 'Personal data: the dropped record and what hung on it, as its source published it; gone a year after.';
create index merge_by_date on merge (merged_at);

create table not_duplicate (
  one_id uuid not null,
  other_id uuid not null,
  decided_at timestamptz not null,
  primary key (one_id, other_id),
  check (one_id < other_id)
);
comment on table not_duplicate is 'Pairs that look alike and are not the same: somebody looked.';
