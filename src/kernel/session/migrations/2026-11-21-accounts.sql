-- Accounts: who somebody is here, and what proves it. No triggers, so that a community can live on a Citus node.

create table person (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 120),
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default true,
  image text,
  language text,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table person is 'Somebody with an account. Made only once the e-mail address is confirmed.';
comment on column person.name is 'Personal: the name that the person chose to be called. Shown to those whom the person meets here.';
comment on column person.email is 'Personal: the address for letters and for signing in, in lower case. Shown to nobody else.';
comment on column person.image is 'Personal: address of a picture. Not used yet.';
comment on column person.language is 'Personal: the language (BCP 47) that the person chose for pages and letters.';

create table account (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index account_person on account (person_id);
comment on table account is 'A way to sign in that needs something known. Erased with the person.';
comment on column account.password is 'Secret: argon2id hash with its parameters and salt, never the password.';

create table session (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_person on session (person_id);
comment on table session is 'A browser where somebody is signed in. Erased with the person; no address is kept.';
comment on column session.token is 'Secret: SHA-256 of the token in the cookie. A stolen copy of this table signs nobody in.';
comment on column session.user_agent is 'Personal: what the browser calls itself, so that its owner knows it in the list. Shown to the owner alone.';

create table verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on verification (identifier);
comment on table verification is 'Short-lived challenges: a second step that is still open, a passkey ceremony. Hours at most.';
comment on column verification.identifier is 'Secret: hash of what the browser holds.';
comment on column verification.value is 'Personal: whom the challenge is for.';

create table two_factor (
  id uuid primary key,
  person_id uuid not null unique references person on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz,
  codes_until timestamptz
);
comment on table two_factor is 'The second step of a person: an app that shows codes. Erased with the person.';
comment on column two_factor.secret is 'Secret: encrypted with the key of the installation.';
comment on column two_factor.backup_codes is 'Secret: encrypted with the key of the installation; a code is removed when used.';
comment on column two_factor.codes_until is 'Until when the backup codes may still be shown to their owner: minutes after they were made.';

create table passkey (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null unique,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz not null default now()
);
create index passkey_person on passkey (person_id);
comment on table passkey is 'Public keys of devices that a person signs in with. Erased with the person.';
comment on column passkey.name is 'Personal: what the person calls the device.';
comment on column passkey.credential_id is 'Personal: names one device to this site alone.';

create table role_grant (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  role text not null check (role in ('host', 'navigator', 'editor', 'admin', 'moderator', 'safeguarding', 'steward')),
  scope uuid,
  granted_by uuid references person on delete set null,
  granted_at timestamptz not null default now(),
  until timestamptz,
  check (until is null or until >= granted_at)
);
create index role_grant_person on role_grant (person_id);
create unique index role_grant_once on role_grant (person_id, role, coalesce(scope, '00000000-0000-0000-0000-000000000000'::uuid)) where until is null;
comment on table role_grant is 'What somebody is trusted with, by whom and how long; an ended grant stays as a record. Erased with the person.';
comment on column role_grant.scope is 'The organisation or group that the role is for; null for the whole community.';
comment on column role_grant.granted_by is 'Personal: who granted it; forgotten when that person is erased.';

create table mail_token (
  token text primary key,
  purpose text not null check (purpose in ('sign-up', 'sign-in', 'reset', 'email-old', 'email-new')),
  person_id uuid references person on delete cascade,
  ask_id uuid,
  email text not null,
  next text,
  expires_at timestamptz not null
);
create index mail_token_person on mail_token (person_id);
comment on table mail_token is 'A link in a letter, for one use within an hour. Dies with use, and with a change of password or address.';
comment on column mail_token.token is 'Secret: SHA-256 of the token in the link.';
comment on column mail_token.email is 'Personal: the address that the letter went to.';

create table sign_in_try (
  key text primary key,
  tries integer not null,
  last_at timestamptz not null
);
comment on table sign_in_try is 'Wrong passwords in a row, for known and unknown addresses alike. Cleared after a day.';
comment on column sign_in_try.key is 'Personal: keyed hash of an address; cannot be turned back without the key of the installation.';

create table used_code (
  person_id uuid not null references person on delete cascade,
  code text not null,
  used_at timestamptz not null default now(),
  primary key (person_id, code)
);
comment on table used_code is 'Codes of an app that were used in the last minutes, so that a code seen over a shoulder works only once.';
comment on column used_code.code is 'Secret: SHA-256 of the code.';
