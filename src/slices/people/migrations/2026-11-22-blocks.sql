-- One row hides two people from each other, everywhere and in what was before. Nobody can tell it from not existing.

create table person_block (
  person_id uuid not null references person on delete cascade,
  blocked_id uuid not null references person on delete cascade,
  made_at timestamptz not null default now(),
  primary key (person_id, blocked_id),
  check (person_id <> blocked_id)
);
create index person_block_other on person_block (blocked_id, person_id);
comment on table person_block is 'Who does not want to see whom. Works both ways. Erased with either person.';
comment on column person_block.person_id is 'Personal: who made it. Shown to nobody else.';
comment on column person_block.blocked_id is 'Personal: who is not to be seen. Never told.';
