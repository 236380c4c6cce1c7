create index location_confidential on location (organization_id, id) where confidential;
comment on index location_confidential is 'The few places whose whereabouts are a secret: asked for each contact that a feed tells of.';
