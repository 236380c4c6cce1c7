-- Contacts as anybody may read them: those who work where nobody may know the place stand under their task, not their name.

create view public_contact with (security_invoker = true) as
select c.id, c.organization_id, c.service_id, c.service_at_location_id, c.location_id, c.title, c.department,
  case when not hidden.name then c.name end as name,
  case when not hidden.name then c.email end as email
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
comment on view public_contact is 'Contacts for feeds and exports: no name and no personal address of whoever works for a place that is confidential.';
