-- Ages as bands, invitations to a role, and local leaders.

create table age_rule (
  sole boolean primary key default true check (sole),
  minimum integer not null check (minimum between 0 and 25),
  unknown_is_minor boolean not null
);
comment on table age_rule is 'From which age people may join here, and how somebody counts whose age nobody knows.';
insert into age_rule (minimum, unknown_is_minor) values (13, false);

create table age_band (
  person_id uuid primary key references person on delete cascade,
  band text not null check (band in ('adult', 'minor', 'under_minimum')),
  settled_at timestamptz not null
);
comment on table age_band is 'How old somebody is, as far as the rules need it: never a date. Erased with the person.';
comment on column age_band.band is 'Personal: adult, minor, or under the minimum age.';

create table role_invitation (
  id uuid primary key,
  token text not null unique,
  email text not null,
  role text not null check (role in ('host', 'navigator', 'editor', 'admin', 'moderator', 'safeguarding', 'steward')),
  scope uuid,
  role_until timestamptz,
  invited_by uuid not null references person on delete cascade,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz
);
create index role_invitation_by on role_invitation (invited_by);
comment on table role_invitation is 'An invitation to a role, for one address and one use. Erased with whoever invited.';
comment on column role_invitation.token is 'Secret: SHA-256 of the key in the letter.';
comment on column role_invitation.email is 'Personal: the address that was invited, in lower case.';
comment on column role_invitation.invited_by is 'Personal: who invited.';

create table connector (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  area text not null check (char_length(area) between 1 and 80),
  about text not null check (char_length(about) <= 500),
  recognised_by uuid references person on delete set null,
  recognised_at timestamptz not null,
  agreed_at timestamptz,
  shown_at timestamptz,
  ended_at timestamptz
);
create unique index connector_once on connector (person_id) where ended_at is null;
comment on table connector is 'A local leader whom the community recognises, once that person said yes. Erased with the person.';
comment on column connector.person_id is 'Personal: who it is. Shown only after agreeing to be shown.';
comment on column connector.area is 'Personal: the neighbourhood, never a point.';
comment on column connector.about is 'Personal: what people can come for, in the person''s own words.';
comment on column connector.recognised_by is 'Personal: the steward; forgotten when that person is erased.';

create table connector_note (
  id uuid primary key,
  connector_id uuid not null references connector on delete cascade,
  author_id uuid references person on delete set null,
  kind text not null check (kind in ('thanks', 'hand_over')),
  words text not null check (char_length(words) between 1 and 1000),
  written_at timestamptz not null
);
create index connector_note_connector on connector_note (connector_id, written_at);
comment on table connector_note is 'Thanks to a connector, and what they leave for whoever comes next. Erased with the connector.';
comment on column connector_note.author_id is 'Personal: who wrote it; forgotten when that person is erased.';
comment on column connector_note.words is 'Personal: read by the connector, the successor and stewards.';

create table connector_hand_over (
  id uuid primary key,
  connector_id uuid not null references connector on delete cascade,
  successor_id uuid not null references person on delete cascade,
  asked_at timestamptz not null,
  answered_at timestamptz,
  accepted boolean
);
create unique index connector_hand_over_once on connector_hand_over (connector_id) where answered_at is null;
create index connector_hand_over_successor on connector_hand_over (successor_id);
comment on table connector_hand_over is 'A connector asks somebody to take over; it passes only with a yes. Erased with either of the two.';
comment on column connector_hand_over.successor_id is 'Personal: who is asked.';
