-- What somebody tells of themselves: each answer is a row with its own audience, and a question that was not answered has none.

create table person_profile (
  person_id uuid primary key references person on delete cascade,
  name_audience text not null default 'members' check (name_audience in ('groups', 'members', 'everyone')),
  hidden_at timestamptz
);
comment on table person_profile is 'Who may see a person at all. Without a row: members do, nothing is hidden. Erased with the person.';
comment on column person_profile.name_audience is 'Personal: who sees the name.';
comment on column person_profile.hidden_at is 'Personal: since when the person is left out of every list, those of before included; null where not.';

create table profile_field (
  person_id uuid not null references person on delete cascade,
  field text not null check (field in ('pronouns', 'languages', 'neighbourhood', 'about', 'interests', 'offer', 'wish', 'phone', 'address', 'birth_year')),
  value text not null check (char_length(value) between 1 and 1000),
  audience text not null check (audience in ('nobody', 'groups', 'members', 'everyone')),
  changed_at timestamptz not null default now(),
  primary key (person_id, field)
);
comment on table profile_field is 'One answer of a person''s profile. Erased with the person.';
comment on column profile_field.value is 'Personal: what the person wrote. Shown to the audience of the row, and never to somebody blocked.';
comment on column profile_field.audience is 'Personal: who may see this answer.';

-- Membership is the groups' own; here it is known only for the audience «my groups», kept by them in their transactions.
create table person_group (
  person_id uuid not null references person on delete cascade,
  group_id uuid not null,
  primary key (person_id, group_id)
);
create index person_group_other on person_group (group_id, person_id);
comment on table person_group is 'Who shares a group with whom, for the audience «my groups». Confidential circles are never in here. Erased with the person.';
comment on column person_group.group_id is 'Personal: a group that the person belongs to.';
