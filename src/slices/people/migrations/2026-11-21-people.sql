-- Whoever asks for a letter leaves the same row, whether or not the address is known here: what differs happens later, in a job.

create table letter_ask (
  id uuid primary key,
  kind text not null check (kind in ('sign-up', 'sign-in', 'reset', 'email')),
  person_id uuid references person on delete cascade,
  email text not null check (email = lower(email)),
  name text,
  password text,
  browser text,
  language text not null,
  origin text not null,
  next text,
  asked_at timestamptz not null,
  answered_at timestamptz
);
create index letter_ask_email on letter_ask (email, asked_at);
create index letter_ask_asked on letter_ask (asked_at);
comment on table letter_ask is 'Somebody asked for a letter: to sign up, to sign in, for a new password, for a new address. Erased after a day.';
comment on column letter_ask.person_id is 'Personal: who asked, where somebody signed in did. Erased with the person.';
comment on column letter_ask.email is 'Personal: where the letter goes.';
comment on column letter_ask.name is 'Personal: the name given at sign-up, until the address is confirmed.';
comment on column letter_ask.password is 'Secret: argon2id hash of the password given at sign-up, until the address is confirmed.';
comment on column letter_ask.browser is 'Secret: SHA-256 of a mark in the browser that signed up, so that it need not ask for the password again.';

create table email_change (
  person_id uuid primary key references person on delete cascade,
  ask_id uuid not null,
  email text not null check (email = lower(email)),
  old_confirmed_at timestamptz,
  new_confirmed_at timestamptz,
  asked_at timestamptz not null default now()
);
comment on table email_change is 'A change of address that waits for a yes from the old and from the new one. Erased with the person.';
comment on column email_change.email is 'Personal: the new address.';
