-- Where a post stands, for telling whoever looks at its group that something in it has changed; never what.
create function place_of_post(wanted uuid) returns table (group_id uuid, thread_id uuid)
  language sql stable security definer set search_path from current
  as $$ select post.group_id, coalesce(post.thread_id, post.id) from post where post.id = wanted $$;
