create table file (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  type text not null check (type in ('image/webp')),
  bytes bytea not null check (octet_length(bytes) between 1 and 8388608),
  width int not null check (width > 0),
  height int not null check (height > 0),
  kept_at timestamptz not null default now()
);
comment on table file is 'Pictures as we encoded them anew, by the SHA-256 of their bytes: the same picture is kept once.';
comment on column file.bytes is 'personal: may show people; without camera, place and time of the original; goes with its last use';

create table file_use (
  hash text not null references file on delete cascade,
  thing_id uuid not null,
  open boolean not null,
  primary key (hash, thing_id)
);
create index file_use_thing on file_use (thing_id);
comment on table file_use is 'What a file is kept for. `open`: anybody may see it there; else only whoever may see the thing.';
comment on column file_use.thing_id is 'personal: id of the person or thing that the picture belongs to';
