-- Whom a membership's handle means, for letters that follow from what happened; where somebody stands who is no longer in.

create function person_of_member(wanted uuid) returns uuid
  language sql stable security definer set search_path from current
  as $$ select person_id from group_member where handle = wanted $$;

-- Whoever was the last to leave may open it again: nobody else is there to ask.
create function reopen_empty(wanted uuid) returns boolean
  language sql security definer set search_path from current
  as $$
    with reopened as (update "group" set archived_at = null where id = wanted and taken = 0 and archived_at is not null returning id)
    select exists (select from reopened)
  $$;
create function end_empty(wanted uuid, moment timestamptz) returns boolean
  language sql security definer set search_path from current
  as $$
    with ended as (update "group" set archived_at = moment where id = wanted and taken = 0 and archived_at is null returning id)
    select exists (select from ended)
  $$;

-- What goes by the clock, for the program alone: circles too, which it does not see otherwise.
create function forget_past_memberships(moment timestamptz) returns void
  language sql security definer set search_path from current
  as $$
    delete from group_member where since < moment and pseudonym is null
      and (state in ('left', 'refused') or (state = 'removed' and barred_until < moment))
  $$;
create function forget_invitations(moment timestamptz) returns void
  language sql security definer set search_path from current
  as $$ delete from group_invitation where expires_at < moment or used_at < moment $$;
