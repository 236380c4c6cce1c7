-- Groups and who is in them. A confidential circle exists for its members alone: row-level security, not only our own queries.

create table "group" (
  id uuid primary key,
  kind text not null check (kind in ('interest', 'neighbourhood', 'parents', 'faith', 'support', 'working', 'programme')),
  name text not null,
  about text not null,
  area text,
  joining text not null check (joining in ('open', 'request', 'invitation')),
  hidden boolean not null,
  confidential boolean not null,
  adults boolean not null,
  questions text[] not null,
  agreement text not null,
  agreement_version int not null,
  places int check (places between 2 and 5000),
  taken int not null default 0 check (places is null or taken <= places),
  founded_by uuid references person on delete set null,
  founded_at timestamptz not null,
  archived_at timestamptz,
  check (not confidential or (hidden and joining <> 'open'))
);
create index group_listed on "group" (lower(name)) where not hidden and archived_at is null;
comment on column "group".founded_by is 'Personal: who founded it; emptied when that person is erased.';

create table group_member (
  group_id uuid not null references "group" on delete cascade,
  person_id uuid not null references person on delete cascade,
  handle uuid not null unique default gen_random_uuid(),
  state text not null check (state in ('asking', 'member', 'left', 'refused', 'removed')),
  host boolean not null default false,
  pseudonym text,
  answers text[] not null default '{}',
  agreed_version int not null default 0,
  since timestamptz not null,
  reason text,
  barred_until timestamptz,
  primary key (group_id, person_id),
  check (not host or state = 'member')
);
create index group_member_person on group_member (person_id, state);
create unique index group_member_pseudonym on group_member (group_id, lower(pseudonym)) where pseudonym is not null;
comment on table group_member is 'Personal: who is in which group. Of a confidential circle, its members alone read it. Erased with the person.';
comment on column group_member.handle is 'Names this membership in forms, so that nobody learns whose account a pseudonym is.';
comment on column group_member.pseudonym is 'Personal: a name for this circle alone. Kept after leaving, so that nobody else speaks under it.';
comment on column group_member.answers is 'Personal: what somebody answered when asking to join; for the hosts. Emptied once they have decided.';
comment on column group_member.reason is 'Personal: why a host ended it; for the hosts and the person.';

create table group_invitation (
  id uuid primary key,
  group_id uuid not null references "group" on delete cascade,
  token_hash text not null unique,
  email text not null check (email = lower(email)),
  invited_by uuid references person on delete cascade,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index group_invitation_group on group_invitation (group_id);
comment on column group_invitation.email is 'Personal: whom a host invited. Deleted when it is used or ran out.';
comment on column group_invitation.invited_by is 'Personal: which host invited.';
comment on column group_invitation.token_hash is 'Secret: SHA-256 of the key in the letter.';

create table break_glass (
  id uuid primary key,
  group_id uuid not null references "group" on delete cascade,
  lead_id uuid not null references person on delete cascade,
  reason text not null check (length(reason) >= 20),
  opened_at timestamptz not null,
  until timestamptz not null,
  check (until <= opened_at + interval '24 hours')
);
create index break_glass_group on break_glass (group_id, lead_id, until);
comment on table break_glass is 'Personal: a safeguarding lead looked into a confidential circle: who, why, until when. Its hosts see it.';
comment on column break_glass.reason is 'Why; for the hosts of the circle and the audit.';

create function viewer_is_in(wanted uuid) returns boolean
  language sql stable security definer set search_path from current
  as $$
    select exists (select from group_member where group_id = wanted and state = 'member'
        and person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid)
      or exists (select from break_glass where group_id = wanted and until > now()
        and lead_id = nullif(current_setting('wellmet.viewer', true), '')::uuid)
  $$;
create function is_confidential(wanted uuid) returns boolean
  language sql stable security definer set search_path from current
  as $$ select coalesce((select confidential from "group" where id = wanted), true) $$;

alter table "group" enable row level security;
create policy known on "group" using (not confidential or viewer_is_in(id)) with check (true);
alter table group_member enable row level security;
create policy known on group_member using (not is_confidential(group_id) or viewer_is_in(group_id)
  or person_id = nullif(current_setting('wellmet.viewer', true), '')::uuid) with check (true);
alter table group_invitation enable row level security;
create policy known on group_invitation using (not is_confidential(group_id) or viewer_is_in(group_id)) with check (true);
alter table break_glass enable row level security;
create policy known on break_glass using (viewer_is_in(group_id)
  or lead_id = nullif(current_setting('wellmet.viewer', true), '')::uuid) with check (true);

-- What somebody with the key of an invitation may know before being in. The key is the right.
create function invitation_for(hash text, moment timestamptz)
  returns table (id uuid, group_id uuid, email text, name text, confidential boolean, ended boolean, agreement text, agreement_version int, about text, adults boolean)
  language sql stable security definer set search_path from current
  as $$
    select i.id, i.group_id, i.email, g.name, g.confidential, i.used_at is not null or i.expires_at <= moment or g.archived_at is not null,
      g.agreement, g.agreement_version, g.about, g.adults
    from group_invitation i join "group" g on g.id = i.group_id
    where i.token_hash = hash
  $$;
create function use_invitation(wanted uuid, moment timestamptz) returns boolean
  language sql security definer set search_path from current
  as $$
    with used as (update group_invitation set used_at = moment, email = '' where id = wanted and used_at is null and expires_at > moment returning id)
    select exists (select from used)
  $$;
create function take_place(wanted uuid) returns boolean
  language sql security definer set search_path from current
  as $$
    with taken as (update "group" set taken = taken + 1 where id = wanted and archived_at is null and (places is null or taken < places) returning id)
    select exists (select from taken)
  $$;
-- Of two who come or go at the same time the second waits, and then sees what the first one did.
create function lock_group(wanted uuid) returns void
  language sql security definer set search_path from current
  as $$ select from "group" where id = wanted for update $$;
create function free_place(wanted uuid) returns void
  language sql security definer set search_path from current
  as $$ update "group" set taken = taken - 1 where id = wanted and taken > 0 $$;
create function hosts_left(wanted uuid) returns int
  language sql stable security definer set search_path from current
  as $$ select count(*)::int from group_member where group_id = wanted and host $$;
-- Circles that a lead may be asked about know no other door than this.
create function circle_exists(wanted uuid) returns boolean
  language sql stable security definer set search_path from current
  as $$ select exists (select from "group" where id = wanted and confidential) $$;
create function hosts_of_circle(wanted uuid) returns setof uuid
  language sql stable security definer set search_path from current
  as $$ select person_id from group_member where group_id = wanted and host $$;
create function pseudonym_is_free(wanted uuid, name text, for_person uuid) returns boolean
  language sql stable security definer set search_path from current
  as $$ select not exists (select from group_member where group_id = wanted and person_id <> for_person and lower(pseudonym) = lower(name)) $$;
create function longest_members(wanted uuid) returns setof uuid
  language sql stable security definer set search_path from current
  as $$ select person_id from group_member where group_id = wanted and state = 'member' order by since limit 10 $$;
