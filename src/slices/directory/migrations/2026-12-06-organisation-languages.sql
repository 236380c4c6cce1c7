-- Sources say of an organisation, too, which languages its people speak. Not part of HSDS, whose languages belong to services, places and phones.

alter table language add column organization_id uuid references organization (id) on delete cascade;
create index language_by_organisation on language (organization_id) where organization_id is not null;
comment on column language.organization_id is 'Spoken in all of this organisation. Ours: HSDS has none here.';
