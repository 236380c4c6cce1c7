-- Letters about what is said: who gets which, asked by the program alone; each letter is then made as its reader may see the post.

alter table post add column approved_at timestamptz;
comment on column post.approved_at is 'When a newcomer’s first post was let go to mail.';

-- Members that a post is told to at once: who wishes each post, or whom it calls by name and who has not said «never».
create function readers_at_once(wanted uuid) returns table (person_id uuid, called boolean)
  language sql stable security definer set search_path from current
  as $$
    select member.person_id, mention.person_id is not null
    from post
    join group_member member on member.group_id = post.group_id and member.state = 'member'
    left join talk_choice choice on choice.person_id = member.person_id and choice.group_id = post.group_id
    left join post_mention mention on mention.post_id = post.id and mention.person_id = member.person_id
    where post.id = wanted and post.deleted_at is null and post.mail_held_at is null
      and member.person_id is distinct from post.author_id
      and not exists (select from post_alias where post_alias.post_id = post.id and post_alias.person_id = member.person_id)
      and (choice.letters = 'at_once' or (mention.person_id is not null and choice.letters is distinct from 'never'))
    order by member.person_id
  $$;

-- Members who hear of a group once a day and for whom something is new, with how far they were told. Circles and support groups
-- are in no digest.
create function readers_daily(moment timestamptz) returns table (person_id uuid, group_id uuid, since timestamptz)
  language sql stable security definer set search_path from current
  as $$
    select member.person_id, member.group_id, coalesce(choice.told_to, greatest(member.since, moment - interval '1 day'))
    from group_member member
    join "group" on "group".id = member.group_id and not "group".confidential and "group".kind <> 'support'
    left join talk_choice choice on choice.person_id = member.person_id and choice.group_id = member.group_id
    where member.state = 'member' and coalesce(choice.letters, 'daily') = 'daily'
      and exists (select from post where post.group_id = member.group_id and post.deleted_at is null and post.mail_held_at is null
        and coalesce(post.approved_at, post.made_at) > coalesce(choice.told_to, greatest(member.since, moment - interval '1 day')))
    order by member.person_id, member.group_id
  $$;

-- Groups for whose hosts a newcomer's first post waits to be looked at.
create function hosts_to_look(wanted uuid) returns setof uuid
  language sql stable security definer set search_path from current
  as $$
    select member.person_id from post join group_member member on member.group_id = post.group_id and member.host
    where post.id = wanted and post.mail_held_at is not null and member.person_id is distinct from post.author_id
    order by member.person_id
  $$;

-- The key in a letter: whoever holds it may say how letters about one group come to one person, and nothing else.
create table letter_key (
  key_hash text primary key,
  person_id uuid not null references person on delete cascade,
  group_id uuid not null references "group" on delete cascade,
  made_at timestamptz not null
);
create index letter_key_person on letter_key (person_id, group_id);
comment on table letter_key is 'Personal: keys of the links under letters. Kept for ninety days, erased with the person.';
comment on column letter_key.key_hash is 'Secret: SHA-256 of the key in the letter.';
alter table letter_key enable row level security;
create policy make_only on letter_key for insert with check (true);
create function holder_of_letter_key(hash text) returns table (person_id uuid, group_id uuid)
  language sql stable security definer set search_path from current
  as $$ select person_id, group_id from letter_key where key_hash = hash $$;
create function forget_letter_keys(moment timestamptz) returns void
  language sql security definer set search_path from current
  as $$ delete from letter_key where made_at < moment $$;

create function forget_sealed_before(moment timestamptz) returns void
  language sql security definer set search_path from current
  as $$ delete from sealed_post where sealed_at < moment $$;
create function forget_drafts(moment timestamptz) returns void
  language sql security definer set search_path from current
  as $$ delete from post_draft where kept_at < moment $$;
