-- What somebody has agreed to: who may use which data, for what, until when; how it was said and in which language.

create table consent (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  purpose text not null check (purpose ~ '^[a-z][a-z_.-]{0,79}$'),
  scope uuid,
  recipient text not null check (char_length(recipient) between 1 and 200),
  data text[] not null default '{}',
  words text not null check (char_length(words) between 1 and 2000),
  language text not null,
  how text not null check (how in ('page', 'paper', 'phone', 'in-person')),
  recorded_by uuid references person on delete set null,
  given_at timestamptz not null,
  until timestamptz not null,
  withdrawn_at timestamptz,
  check (until > given_at),
  check (withdrawn_at is null or withdrawn_at >= given_at)
);
create index consent_person on consent (person_id, purpose);
create index consent_end on consent (until);
create unique index consent_once on consent (person_id, purpose, coalesce(scope, '00000000-0000-0000-0000-000000000000'::uuid)) where withdrawn_at is null;
comment on table consent is 'An agreement of a person. It stays for a while after its end, as proof, then goes; erased with the person.';
comment on column consent.scope is 'The thing that it is for (a group, a programme); null where the purpose says it all.';
comment on column consent.recipient is 'Personal: who may use the data.';
comment on column consent.data is 'Personal: which data, in words of the language.';
comment on column consent.words is 'Personal: the sentence that the person agreed to, as it was shown or read out.';
comment on column consent.recorded_by is 'Personal: who wrote it down, where that was somebody else; forgotten when that person is erased.';
