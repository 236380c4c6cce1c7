create table record_check (
  id uuid primary key,
  thing_kind text not null check (thing_kind in ('service', 'place', 'organisation')),
  thing_id uuid not null,
  cycle_id uuid,
  checked_at timestamptz not null,
  how text not null check (how in ('letter', 'phone', 'editor', 'review')),
  outcome text not null check (outcome in ('right', 'changed', 'closed')),
  person_id uuid references person (id) on delete set null
);
comment on table record_check is 'Each time that somebody made sure that a listing is true. Not part of HSDS.';
comment on column record_check.person_id is 'Personal: who made sure, where it was somebody with an account. Erasure leaves the check without a name.';
create index record_check_by_thing on record_check (thing_id, checked_at desc);
create index record_check_by_date on record_check (checked_at);
create index record_check_by_person on record_check (person_id);

create table check_cycle (
  id uuid primary key,
  thing_kind text not null check (thing_kind in ('service', 'place', 'organisation')),
  thing_id uuid not null,
  stage text not null check (stage in ('asked', 'reminded', 'reminded_again', 'to_ring')),
  started_at timestamptz not null,
  next_at timestamptz not null,
  claimed_by uuid references person (id) on delete set null,
  claimed_until timestamptz,
  wrong_number_at timestamptz,
  ended_at timestamptz,
  outcome text check (outcome in ('right', 'changed', 'closed', 'elsewhere')),
  check ((ended_at is null) = (outcome is null))
);
comment on table check_cycle is 'One round of asking whether a listing is still true: letters, reminders, then a call. Not part of HSDS.';
comment on column check_cycle.next_at is 'When the next step is due: a reminder, the hand-over to those who ring, another call.';
comment on column check_cycle.claimed_by is 'Personal: who is ringing just now, so that two do not. Erasure takes the name off.';
comment on column check_cycle.outcome is 'elsewhere: somebody made sure in another way while we asked.';
create unique index check_cycle_open on check_cycle (thing_id) where ended_at is null;
create index check_cycle_turn on check_cycle (stage, next_at) where ended_at is null;
create index check_cycle_by_claim on check_cycle (claimed_by);

create table check_link (
  token text primary key,
  cycle_id uuid not null references check_cycle (id) on delete cascade,
  expires_at timestamptz not null
);
comment on column check_link.token is 'A digest of the key in the letter: the key itself is kept nowhere.';
create index check_link_by_cycle on check_link (cycle_id);

create table check_call (
  id uuid primary key,
  cycle_id uuid not null references check_cycle (id) on delete cascade,
  person_id uuid references person (id) on delete set null,
  called_at timestamptz not null,
  outcome text not null check (outcome in ('right', 'changed', 'closed', 'no_answer', 'wrong_number')),
  again_at timestamptz
);
comment on column check_call.person_id is 'Personal: who rang. Erasure leaves the call without a name.';
create index check_call_by_cycle on check_call (cycle_id, called_at);
create index check_call_by_person on check_call (person_id);

create table checker (
  person_id uuid primary key references person (id) on delete cascade,
  since timestamptz not null
);
comment on column checker.person_id is 'Personal: a volunteer who rings organisations. Gone with the person.';

create table closed_record (
  thing_id uuid primary key,
  thing_kind text not null check (thing_kind in ('place', 'organisation')),
  closed_at timestamptz not null
);
comment on table closed_record is 'Places and organisations that are no more; HSDS has a status for services alone.';

create table record_alert (
  id uuid primary key,
  thing_kind text not null check (thing_kind in ('service', 'place', 'organisation')),
  thing_id uuid not null,
  words text not null check (words <> ''),
  closed boolean not null,
  from_on date not null,
  until_on date not null check (until_on >= from_on),
  made_at timestamptz not null,
  made_by uuid references person (id) on delete set null,
  ended_at timestamptz
);
comment on table record_alert is 'What is so for some days only («closed this week»): both dates belong to it. Not part of HSDS.';
comment on column record_alert.made_by is 'Personal: who wrote it. Erasure takes the name off.';
create index record_alert_by_thing on record_alert (thing_id, until_on);
create index record_alert_by_date on record_alert (until_on) where ended_at is null;
create index record_alert_by_person on record_alert (made_by);

create table holiday_sweep (
  id uuid primary key,
  name text not null check (name <> ''),
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  answer_until timestamptz not null,
  opened_at timestamptz not null,
  opened_by uuid references person (id) on delete set null
);
comment on column holiday_sweep.opened_by is 'Personal: which steward asked. Erasure takes the name off.';
create index holiday_sweep_by_person on holiday_sweep (opened_by);

create table sweep_ask (
  sweep_id uuid not null references holiday_sweep (id) on delete cascade,
  organisation_id uuid not null,
  token text not null unique,
  asked_at timestamptz not null,
  answered_at timestamptz,
  primary key (sweep_id, organisation_id)
);
comment on column sweep_ask.token is 'A digest of the key in the letter: the key itself is kept nowhere.';

create table hours_exception (
  id uuid primary key,
  thing_kind text not null check (thing_kind in ('service', 'place')),
  thing_id uuid not null,
  on_date date not null,
  opens_at text,
  closes_at text,
  made_at timestamptz not null,
  unique (thing_id, on_date),
  check ((opens_at is null) = (closes_at is null))
);
comment on table hours_exception is 'Hours of one date instead of the usual ones; without hours it stays closed that day. Not part of HSDS.';

create table suggestion (
  id uuid primary key,
  thing_kind text not null check (thing_kind in ('service', 'place', 'organisation')),
  thing_id uuid,
  made_at timestamptz not null,
  person_id uuid references person (id) on delete set null,
  email text,
  language text not null,
  note text,
  digest text not null,
  decided_at timestamptz,
  decided_by uuid references person (id) on delete set null
);
comment on table suggestion is 'What somebody noticed about a listing, or a listing that is missing (without thing_id).';
comment on column suggestion.person_id is 'Personal: who suggested it, where they were signed in. Erasure takes the name off.';
comment on column suggestion.email is 'Personal: where to say thank you and what became of it. Forgotten when that letter is written.';
comment on column suggestion.note is 'Personal: words to whoever reviews it. Forgotten with the review.';
comment on column suggestion.decided_by is 'Personal: who reviewed it. Erasure takes the name off.';
create unique index suggestion_once on suggestion (digest) where decided_at is null;
create index suggestion_open on suggestion (made_at, id) where decided_at is null;
create index suggestion_by_thing on suggestion (thing_id);
create index suggestion_by_person on suggestion (person_id);
create index suggestion_by_reviewer on suggestion (decided_by);

create table suggested_field (
  suggestion_id uuid not null references suggestion (id) on delete cascade,
  field text not null,
  was text not null,
  proposed text not null,
  state text check (state in ('accepted', 'changed', 'refused')),
  taken text,
  reason text,
  primary key (suggestion_id, field)
);
comment on column suggested_field.was is 'What stood there when it was suggested: the reviewer sees whether it has changed since.';
