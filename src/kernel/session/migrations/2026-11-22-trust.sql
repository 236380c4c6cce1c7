-- What decides, at each request, which roles are awake and for whom somebody acts.

create table role_need (
  duty text not null check (char_length(duty) between 1 and 40),
  kind text not null check (char_length(kind) between 1 and 40),
  primary key (duty, kind)
);
comment on table role_need is 'Which checks a role or a duty needs here. Who lacks one keeps the role, but it sleeps.';
insert into role_need (duty, kind) values
  ('navigator', 'background'),
  ('safeguarding', 'training'),
  ('childcare', 'background'),
  ('mentoring', 'background'),
  ('driving', 'background'),
  ('driving', 'driving'),
  ('peer_counselling', 'background'),
  ('peer_counselling', 'training');

create table person_check (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  kind text not null check (kind in ('background', 'training', 'driving', 'first_aid', 'food', 'identity')),
  issuer text not null check (char_length(issuer) between 1 and 120),
  reference text not null check (char_length(reference) between 1 and 60),
  until timestamptz not null,
  recorded_by uuid references person on delete set null,
  recorded_at timestamptz not null,
  ended_at timestamptz,
  warned_at timestamptz,
  told_at timestamptz,
  check (recorded_by is distinct from person_id),
  check (until > recorded_at)
);
create index person_check_person on person_check (person_id, kind, until);
create index person_check_until on person_check (until) where ended_at is null;
comment on table person_check is 'That a check was seen by somebody else than its holder. No copy of a certificate is kept. Erased with the person.';
comment on column person_check.person_id is 'Personal: whose check it is.';
comment on column person_check.issuer is 'Personal: who issued it.';
comment on column person_check.reference is 'Personal: its number or short reference.';
comment on column person_check.recorded_by is 'Personal: who saw it; forgotten when that person is erased.';

create table mandate (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  helper_id uuid references person on delete cascade,
  desk uuid,
  kind text not null check (kind in ('helper', 'desk', 'guardian')),
  how text not null check (how in ('page', 'paper', 'phone', 'in-person')),
  language text not null,
  witness text check (char_length(witness) between 1 and 120),
  recorded_by uuid references person on delete set null,
  given_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references person on delete set null,
  check ((kind = 'desk') = (helper_id is null)),
  check (helper_id is distinct from person_id),
  check (until > given_at)
);
create index mandate_person on mandate (person_id);
create index mandate_helper on mandate (helper_id);
create unique index mandate_once on mandate (person_id, kind, coalesce(helper_id, desk, '00000000-0000-0000-0000-000000000000'::uuid)) where ended_at is null;
comment on table mandate is 'Who may act for somebody else, and how that person agreed: a helper, a desk, a guardian. Erased with either of the two.';
comment on column mandate.person_id is 'Personal: for whom.';
comment on column mandate.helper_id is 'Personal: who acts; null where a whole desk may.';
comment on column mandate.desk is 'The organisation whose desk may act; null with kind desk for the community''s own desk.';
comment on column mandate.witness is 'Personal: who was there when it was agreed.';
comment on column mandate.recorded_by is 'Personal: who wrote it down; forgotten when that person is erased.';
comment on column mandate.ended_by is 'Personal: who ended it; forgotten when that person is erased.';

create table acting (
  session_id uuid primary key references session on delete cascade,
  mandate_id uuid not null references mandate on delete cascade,
  since timestamptz not null
);
comment on table acting is 'Browsers in which somebody acts for somebody else at this moment. Ends with the session, the mandate or a press of Stop.';
