-- What is said in a confidential circle exists for those who are in it, and one's own words always for oneself.

alter table post add foreign key (group_id) references "group" on delete cascade;
alter table pinned add foreign key (group_id) references "group" on delete cascade;
alter table post_draft add foreign key (group_id) references "group" on delete cascade;
alter table read_marker add foreign key (group_id) references "group" on delete cascade;
alter table talk_choice add foreign key (group_id) references "group" on delete cascade;

alter table post enable row level security;
create policy known on post using (
    not confidential or viewer_is_in(group_id)
    or author_id = nullif(current_setting('wellmet.viewer', true), '')::uuid
    or exists (select from post_alias where post_alias.post_id = post.id
      and post_alias.person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid)
  ) with check (true);

alter table post_mention enable row level security;
create policy with_its_post on post_mention using (exists (select from post where post.id = post_id)) with check (true);
alter table post_picture enable row level security;
create policy with_its_post on post_picture using (exists (select from post where post.id = post_id)) with check (true);
alter table post_reaction enable row level security;
create policy with_its_post on post_reaction using (exists (select from post where post.id = post_id)) with check (true);
alter table poll enable row level security;
create policy with_its_post on poll using (exists (select from post where post.id = post_id)) with check (true);
alter table poll_option enable row level security;
create policy with_its_post on poll_option using (exists (select from post where post.id = post_id)) with check (true);
alter table poll_vote enable row level security;
create policy with_its_post on poll_vote using (exists (select from post where post.id = post_id)) with check (true);
alter table pinned enable row level security;
create policy known on pinned using (not is_confidential(group_id) or viewer_is_in(group_id)) with check (true);

-- Asked about everybody who listens, by one query, without a viewer: it says yes or no about a person that is named to it.
create function listens_to(wanted uuid, listener uuid) returns boolean
  language sql stable security definer set search_path from current
  as $$ select exists (select from group_member where group_id = wanted and person_id = listener and state = 'member') $$;

-- Whom a letter about a post may go to, for the program alone: each letter is then made as its reader would see the post.
create function members_to_tell(wanted uuid) returns setof uuid
  language sql stable security definer set search_path from current
  as $$ select person_id from group_member where group_id = wanted and state = 'member' order by person_id $$;
