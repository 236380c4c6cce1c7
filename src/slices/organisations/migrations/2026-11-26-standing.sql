-- Who speaks for an organisation, who made sure of it, with whom it works, and its picture. None of it is part of HSDS.

create table organisation_claim (
  id uuid primary key,
  organization_id uuid not null references organization (id) on delete cascade,
  person_id uuid not null,
  email text not null,
  words text not null,
  proof text unique,
  proof_until timestamptz,
  asked_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'granted', 'refused', 'withdrawn')),
  decided_at timestamptz,
  decided_by uuid,
  reason text,
  check ((state = 'open') = (decided_at is null))
);
comment on table organisation_claim is 'Somebody says that they speak for an organisation. Proof is an address at its own domain; else somebody decides.';
comment on column organisation_claim.person_id is 'Personal: who says so. Erasure takes the claim along.';
comment on column organisation_claim.email is 'Personal: the address by which they want to show it.';
comment on column organisation_claim.words is 'Personal: what they do there, in their own words.';
comment on column organisation_claim.proof is 'Secret: SHA-256 of the key in the letter to that address.';
comment on column organisation_claim.decided_by is 'Personal: who decided. Erasure takes the name off.';
create unique index organisation_claim_open on organisation_claim (organization_id, person_id) where state = 'open';
create index organisation_claim_by_person on organisation_claim (person_id);

create table organisation_verification (
  id uuid primary key,
  organization_id uuid not null references organization (id) on delete cascade,
  evidence text not null check (evidence in ('own_domain', 'register', 'visit', 'papers', 'known')),
  note text,
  verified_at timestamptz not null,
  verified_by uuid,
  until timestamptz not null,
  ended_at timestamptz,
  check (until > verified_at)
);
comment on table organisation_verification is 'Somebody made sure that an organisation is what it says, by some evidence, until a day.';
comment on column organisation_verification.note is 'What exactly was seen (a number in a register). For stewards; never shown.';
comment on column organisation_verification.verified_by is 'Personal: who made sure. Erasure takes the name off.';
create unique index organisation_verification_holds on organisation_verification (organization_id) where ended_at is null;

create table partnership (
  id uuid primary key,
  one_id uuid not null references organization (id) on delete cascade,
  other_id uuid not null references organization (id) on delete cascade,
  kind text not null check (kind in ('together', 'referrals', 'space', 'people', 'food', 'learning', 'money')),
  words text not null check (words <> ''),
  since date not null,
  review_on date not null,
  open boolean not null,
  state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'ended')),
  proposed_at timestamptz not null,
  proposed_by uuid,
  answered_at timestamptz,
  answered_by uuid,
  reviewed_at timestamptz,
  reminded_for date,
  ended_at timestamptz,
  check (one_id <> other_id)
);
comment on table partnership is 'Two organisations do something together: proposed by one, confirmed by the other, looked at again on a day.';
comment on column partnership.open is 'Whether everybody may know of it. Either side may take that back.';
comment on column partnership.reminded_for is 'The review day of which both sides were reminded.';
comment on column partnership.proposed_by is 'Personal: who proposed it. Erasure takes the name off.';
comment on column partnership.answered_by is 'Personal: who answered. Erasure takes the name off.';
create unique index partnership_proposed on partnership (least(one_id, other_id), greatest(one_id, other_id)) where state = 'proposed';
create index partnership_by_one on partnership (one_id);
create index partnership_by_other on partnership (other_id);
create index partnership_review on partnership (review_on) where state = 'confirmed';

create table organisation_logo (
  organization_id uuid primary key references organization (id) on delete cascade,
  file_hash text not null,
  alt text not null,
  changed_at timestamptz not null
);

create table handing_over (
  id uuid primary key,
  organization_id uuid not null references organization (id) on delete cascade,
  person_id uuid not null,
  asked_at timestamptz not null,
  ended_at timestamptz
);
comment on table handing_over is 'The last admin of an organisation wants to go and has nobody to name: a steward helps.';
comment on column handing_over.person_id is 'Personal: who wants to go. Erasure takes the row along.';
create unique index handing_over_open on handing_over (organization_id) where ended_at is null;
