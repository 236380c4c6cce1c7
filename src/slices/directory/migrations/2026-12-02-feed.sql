create index service_by_feed on service (coalesce(organization_id, '00000000-0000-0000-0000-000000000000'::uuid), id);
comment on index service_by_feed is 'The full feed goes by organisation, so that each is put together once for all of its services that stand beside each other.';
