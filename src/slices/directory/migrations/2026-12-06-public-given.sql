-- What a source wrote of a place that is a secret, or of who works there, is nobody's to read either.

create or replace view public_contact with (security_invoker = true) as
select c.id, c.organization_id, c.service_id, c.service_at_location_id, c.location_id, c.title, c.department,
  case when not hidden.name then c.name end as name,
  case when not hidden.name then c.email end as email,
  hidden.name as hidden
from contact c
cross join lateral (
  select exists (
    select from location l where l.confidential and (
      l.id = c.location_id
      or l.id = (select at.location_id from service_at_location at where at.id = c.service_at_location_id)
      or l.organization_id = c.organization_id
      or l.organization_id = (select s.organization_id from service s where s.id = c.service_id)
      or exists (select from service_at_location at left join service s on s.id = at.service_id
        where at.location_id = l.id and (at.service_id = c.service_id or s.organization_id = c.organization_id))
    )
  ) as name
) hidden;

create view public_given with (security_invoker = true) as
select g.id, g.thing_id, g.thing_type, g.field, g.value from given_value g
where not exists (
  select from location l where l.confidential and (
    l.id = g.thing_id
    or l.id = (select a.location_id from accessibility a where a.id = g.thing_id)
    or l.id = (select a.location_id from schedule a where a.id = g.thing_id)
    or l.id = (select a.location_id from phone a where a.id = g.thing_id)
    or l.id = (select a.location_id from language a where a.id = g.thing_id)
    or l.id = (select a.location_id from service_at_location a where a.id = g.thing_id)
  )
)
and (g.thing_type <> 'address' or exists (select from public_address a where a.id = g.thing_id))
and (g.thing_type <> 'contact' or exists (select from public_contact c where c.id = g.thing_id and not c.hidden));
comment on view public_given is 'What sources wrote and no column holds, as exports give it back: nothing of places that are confidential.';
