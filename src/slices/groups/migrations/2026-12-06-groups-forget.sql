-- Whoever is erased is invited nowhere any more, and has invited nobody: also where a circle does not show its invitations.
create function forget_invitations_of(person uuid) returns void
  language sql security definer set search_path from current
  as $$
    delete from group_invitation
    where invited_by = person or email = (select lower(p.email) from person p where p.id = forget_invitations_of.person)
  $$;
-- What somebody invited to, for their own copy: no circle has a name in it.
create function invitations_by(person uuid) returns table (group_name text, email text, made_at timestamptz, used_at timestamptz)
  language sql stable security definer set search_path from current
  as $$
    select case when g.confidential then null else g.name end, i.email, i.made_at, i.used_at
    from group_invitation i join "group" g on g.id = i.group_id where i.invited_by = person order by i.made_at
  $$;
