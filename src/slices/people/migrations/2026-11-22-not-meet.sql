-- Whom somebody does not want to meet. Row-level security: a request reads only what its own viewer wrote. The matcher asks
-- `avoided_pairs`, which runs as the owner and tells pairs alone: not who of the two asked, nor whether it was a block.

create table not_meet (
  person_id uuid not null references person on delete cascade,
  other_id uuid not null references person on delete cascade,
  made_at timestamptz not null default now(),
  primary key (person_id, other_id),
  check (person_id <> other_id)
);
create index not_meet_other on not_meet (other_id);
alter table not_meet enable row level security;
create policy own_rows on not_meet
  using (person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid)
  with check (person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid);
comment on table not_meet is 'Who is not to be brought together. Known to its author and the matcher alone. Erased with either person.';
comment on column not_meet.person_id is 'Personal: who asked.';
comment on column not_meet.other_id is 'Personal: whom they do not want to meet. Never told.';

create function avoided_pairs() returns table (one uuid, other uuid)
  language sql stable security definer set search_path from current
  as $$
    select least(person_id, other_id), greatest(person_id, other_id) from not_meet
    union
    select least(person_id, blocked_id), greatest(person_id, blocked_id) from person_block
  $$;
