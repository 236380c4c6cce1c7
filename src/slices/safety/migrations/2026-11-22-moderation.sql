-- What moderators decided about a thing, whichever slice it belongs to. Owners join it and show accordingly.

create table moderated (
  thing_kind text not null,
  thing_id uuid not null,
  hidden_at timestamptz,
  locked_at timestamptz,
  slow_seconds integer check (slow_seconds between 1 and 86400),
  removed_at timestamptz,
  primary key (thing_kind, thing_id)
);
comment on table moderated is 'The state that moderation put a thing into: hidden, locked, slowed, removed. Why and by whom stands in moderation_action.';
