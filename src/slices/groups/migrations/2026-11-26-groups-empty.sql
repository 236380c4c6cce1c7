-- Whether anybody is left is asked of the members themselves, not of the counter that limits the places.

create or replace function end_empty(wanted uuid, moment timestamptz) returns boolean
  language sql security definer set search_path from current
  as $$
    with ended as (update "group" set archived_at = moment where id = wanted and archived_at is null
      and not exists (select from group_member where group_id = wanted and state = 'member') returning id)
    select exists (select from ended)
  $$;
create or replace function reopen_empty(wanted uuid) returns boolean
  language sql security definer set search_path from current
  as $$
    with reopened as (update "group" set archived_at = null where id = wanted and archived_at is not null
      and not exists (select from group_member where group_id = wanted and state = 'member') returning id)
    select exists (select from reopened)
  $$;
