create table mail (
  id uuid primary key,
  kind text not null,
  to_address text,
  to_name text,
  subject text,
  html text,
  text text,
  language text not null,
  list text,
  reader uuid,
  urgent boolean not null default false,
  queued_at timestamptz not null default now(),
  held_at timestamptz,
  sent_at timestamptz,
  bounced_at timestamptz,
  bounce text,
  erased_at timestamptz,
  check (to_address !~ '[\r\n]' and subject !~ '[\r\n]' and to_name !~ '[\r\n]'),
  check (erased_at is not null or (list is null) = (reader is null)),
  check (erased_at is not null or (to_address is not null and subject is not null and html is not null and text is not null))
);
create index mail_held on mail (held_at) where held_at is not null;
create index mail_queued on mail (queued_at desc, id desc);
comment on table mail is 'The outbox: every letter, from the moment at which somebody''s command caused it.';
comment on column mail.to_address is 'personal: e-mail address; erased some days after the end of the letter''s way';
comment on column mail.to_name is 'personal: name; erased with the address';
comment on column mail.subject is 'personal: may name a person or a thing of theirs; erased with the address';
comment on column mail.html is 'personal: the letter, with its links; erased with the address';
comment on column mail.text is 'personal: the letter, with its links; erased with the address';
comment on column mail.reader is 'personal: key of the reader (mail_reader.token); erased with the address';
comment on column mail.bounce is 'personal: what the mail server answered, which may quote the address; erased with it';

create table mail_reader (
  address_hash text primary key,
  token uuid not null unique,
  created_at timestamptz not null default now()
);
comment on table mail_reader is 'The key by which a reader can refuse letters without an account. Outlives the letters, so that an old link still works.';
comment on column mail_reader.address_hash is 'personal: SHA-256 of the lower-case e-mail address';
comment on column mail_reader.token is 'personal: random, stands in the links of letters that can be refused';

create table mail_refusal (
  address_hash text not null references mail_reader,
  list text not null,
  refused_at timestamptz not null default now(),
  primary key (address_hash, list)
);
comment on table mail_refusal is 'Who does not want which kind of letter. Outlives the account, so that a refusal is never forgotten.';
comment on column mail_refusal.address_hash is 'personal: SHA-256 of the lower-case e-mail address';
