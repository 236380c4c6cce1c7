-- Profiles that moderators hid until they are put right: others see the name alone.

create table profile_hold (
  person_id uuid primary key references person on delete cascade,
  since timestamptz not null
);
comment on table profile_hold is 'Whose answers others do not see, because of a decision that the person reads in their account. Erased with the person.';
