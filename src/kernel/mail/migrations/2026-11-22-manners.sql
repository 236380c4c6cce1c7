create table mail_manners (
  person_id uuid primary key references person on delete cascade,
  channel text not null check (channel in ('email', 'phone', 'post', 'desk')),
  phone text check (char_length(phone) between 1 and 40),
  no_voicemail boolean not null default false,
  neutral text check (neutral in ('message', 'read', 'time')),
  from_minute integer check (from_minute between 0 and 1439),
  to_minute integer check (to_minute between 0 and 1439),
  zone text not null,
  changed_at timestamptz not null,
  check ((from_minute is null) = (to_minute is null)),
  check (from_minute is distinct from to_minute or from_minute is null)
);
comment on table mail_manners is 'How somebody may be reached without danger; binds every letter. Erased with the person.';
comment on column mail_manners.channel is 'Personal: the way that is safe.';
comment on column mail_manners.phone is 'Personal: a number that is safe to ring. Shown to whoever must ring.';
comment on column mail_manners.no_voicemail is 'Personal: no message may be left.';
comment on column mail_manners.neutral is 'Personal: which subject hides what a letter is about; null where letters may say it.';
comment on column mail_manners.from_minute is 'Personal: from when letters may arrive, in minutes after midnight of the zone.';
comment on column mail_manners.to_minute is 'Personal: until when.';
comment on column mail_manners.zone is 'Personal: the IANA zone that the hours are meant in.';

alter table mail add column neutral text;
alter table mail add column by_hand_at timestamptz;
comment on column mail.neutral is 'Personal: the subject that stands in for the real one; erased with the address.';
comment on column mail.by_hand_at is 'Since when the letter waits to be passed on by phone, post or at the desk.';
create index mail_by_hand on mail (by_hand_at) where by_hand_at is not null and sent_at is null;
