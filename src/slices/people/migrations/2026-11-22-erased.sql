-- Who was erased, so that a backup of before can be brought in line: the id leads to nobody any more.

create table erased_person (
  person_id uuid primary key,
  erased_at timestamptz not null
);
comment on table erased_person is 'Ids of erased people, without anything about them. After a restore they are erased again; goes when no backup of before is left.';
comment on column erased_person.person_id is 'Personal: an id that leads to nobody; kept a year to bring restored backups in line.';
