-- What moderators removed goes for good when its days as evidence are over, also in circles that the program itself cannot read.

create function empty_removed(wanted uuid) returns void
  language sql security definer set search_path from current
  as $$
    update post set text = '', deleted_at = coalesce(deleted_at, now()) where id = wanted
      and exists (select from moderated where thing_kind = 'post' and thing_id = wanted and removed_at is not null);
    delete from sealed_post where post_id = wanted;
    delete from post_mention where post_id = wanted;
    delete from post_picture where post_id = wanted;
    delete from poll where post_id = wanted;
  $$;
