-- What is said in groups. A thread is a post and its replies, one level deep. Who wrote an anonymous post stands apart, in
-- `post_alias`, where its writer alone reads it; the safeguarding lead asks `author_behind`, and that is written down.

create table post (
  id uuid primary key,
  group_id uuid not null,
  thread_id uuid references post on delete cascade,
  author_id uuid references person on delete set null,
  alias int check (alias > 0),
  aliases int not null default 0,
  text text not null,
  made_at timestamptz not null,
  active_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  mail_held_at timestamptz,
  approved_by uuid references person on delete set null,
  once uuid not null unique,
  confidential boolean not null,
  check (alias is null or author_id is null)
);
create index post_of_group on post (group_id, made_at desc, id desc) where thread_id is null;
create index post_of_thread on post (thread_id, made_at, id) where thread_id is not null;
create index post_of_author on post (author_id, made_at) where author_id is not null;
create index post_held on post (mail_held_at) where mail_held_at is not null;
comment on table post is 'Personal: what people say in a group. Of a confidential circle, members alone read it (row-level security).';
comment on column post.author_id is 'Personal: who wrote it; empty where it was written without a name, and once the person is erased: the thread stays.';
comment on column post.text is 'Personal: what was written. Emptied when its writer deletes it or is erased.';
comment on column post.alias is 'The number of an anonymous writer within this thread alone.';
comment on column post.approved_by is 'Personal: who let a newcomer’s first post go to mail; emptied when that person is erased.';

create table post_alias (
  post_id uuid primary key references post on delete cascade,
  thread_id uuid not null,
  person_id uuid not null references person on delete cascade,
  alias int not null
);
create index post_alias_thread on post_alias (thread_id, person_id);
alter table post_alias enable row level security;
create policy own_rows on post_alias
  using (person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid)
  with check (person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid);
comment on table post_alias is 'Who wrote an anonymous post. Erased with the person, whose words are emptied first.';
comment on column post_alias.person_id is 'Personal and secret: read by the writer, and by the safeguarding lead as a recorded act.';

create function author_behind(wanted uuid) returns uuid
  language sql stable security definer set search_path from current
  as $$ select person_id from post_alias where post_id = wanted $$;

create table sealed_post (
  post_id uuid primary key,
  text text not null,
  sealed_at timestamptz not null,
  keep_until timestamptz not null
);
alter table sealed_post enable row level security;
create policy only_in on sealed_post for insert with check (true);
comment on table sealed_post is 'Personal: words that their writer deleted, kept unread for a while in case they are evidence, then gone.';
comment on column sealed_post.text is 'Personal: read by nobody through the program; `forget_sealed` deletes it on time and with its writer.';

create function forget_sealed(moment timestamptz) returns void
  language sql security definer set search_path from current
  as $$ delete from sealed_post where keep_until < moment $$;

create function forget_sealed_of(posts uuid[]) returns void
  language sql security definer set search_path from current
  as $$ delete from sealed_post where post_id = any(posts) $$;

create table post_mention (
  post_id uuid not null references post on delete cascade,
  person_id uuid not null references person on delete cascade,
  primary key (post_id, person_id)
);
create index post_mention_person on post_mention (person_id);
comment on table post_mention is 'Personal: whom a post calls by name. Erased with the person.';

create table post_picture (
  post_id uuid primary key references post on delete cascade,
  hash text not null,
  alt text not null check (alt <> ''),
  width int not null,
  height int not null
);
comment on column post_picture.alt is 'Personal: what its writer says is on the picture.';

create table post_reaction (
  post_id uuid not null references post on delete cascade,
  person_id uuid not null references person on delete cascade,
  reaction text not null check (reaction in ('thanks', 'same', 'thinking', 'idea', 'in')),
  primary key (post_id, person_id, reaction)
);
create index post_reaction_person on post_reaction (person_id);
comment on table post_reaction is 'Personal: who answered with one of a few words. Others see numbers alone. Erased with the person.';

create table poll (
  post_id uuid primary key references post on delete cascade,
  several boolean not null,
  closes_at timestamptz
);
create table poll_option (
  id uuid primary key,
  post_id uuid not null references poll on delete cascade,
  place int not null,
  words text not null,
  unique (post_id, place)
);
create table poll_vote (
  option_id uuid not null references poll_option on delete cascade,
  post_id uuid not null references poll on delete cascade,
  person_id uuid not null references person on delete cascade,
  primary key (option_id, person_id)
);
create index poll_vote_person on poll_vote (person_id, post_id);
comment on table poll_vote is 'Personal: who chose what. Others see numbers alone. Erased with the person.';

create table pinned (
  id uuid primary key,
  group_id uuid not null,
  title text not null,
  url text,
  note text not null,
  pinned_by uuid references person on delete set null,
  pinned_at timestamptz not null
);
create index pinned_of_group on pinned (group_id, pinned_at);
comment on column pinned.pinned_by is 'Personal: which host put it there; emptied when that person is erased.';

create table post_draft (
  person_id uuid not null references person on delete cascade,
  group_id uuid not null,
  thread_key uuid not null,
  text text not null,
  kept_at timestamptz not null,
  primary key (person_id, group_id, thread_key)
);
alter table post_draft enable row level security;
create policy own_rows on post_draft
  using (person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid)
  with check (person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid);
comment on table post_draft is 'Personal: words that could not be posted yet. `thread_key` is the thread, or the group for a new one. Erased with the person.';

create table read_marker (
  person_id uuid not null references person on delete cascade,
  group_id uuid not null,
  read_to timestamptz not null,
  primary key (person_id, group_id)
);
alter table read_marker enable row level security;
create policy own_rows on read_marker
  using (person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid)
  with check (person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid);
comment on table read_marker is 'Personal: up to where somebody has read, for that person alone. Erased with the person.';

create table talk_choice (
  person_id uuid not null references person on delete cascade,
  group_id uuid not null,
  letters text not null check (letters in ('at_once', 'daily', 'mentions', 'never')),
  told_to timestamptz not null,
  primary key (person_id, group_id)
);
alter table talk_choice enable row level security;
create policy own_rows on talk_choice
  using (person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid)
  with check (person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid);
comment on table talk_choice is 'Personal: when somebody wants letters about a group, and up to when they were told. Erased with the person.';
