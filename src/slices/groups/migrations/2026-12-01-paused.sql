-- Where young people are and a check of the adults with them has run out, nobody writes until it is renewed; whoever can help is told once.
alter table "group" add column paused_told_at timestamptz;
comment on column "group".paused_told_at is 'When hosts and stewards were told that nobody can write here for now; null while one can.';

-- Groups in which somebody under age may be: which of them are safe is worked out by the rules.
create function groups_with_young(moment timestamptz) returns setof uuid
  language sql stable security definer set search_path from current
  as $$
    select distinct g.id from "group" g
      join group_member m on m.group_id = g.id and m.state = 'member'
      left join age_band b on b.person_id = m.person_id
      left join profile_field f on f.person_id = m.person_id and f.field = 'birth_year'
    where not g.adults and not g.confidential and g.archived_at is null
      and (b.band <> 'adult'
        or (f.value ~ '^[0-9]{4}$' and extract(year from moment)::int - f.value::int <= 18)
        or (b.band is null and f.value is null and (select unknown_is_minor from age_rule)))
  $$;
