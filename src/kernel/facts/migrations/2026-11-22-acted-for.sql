alter table fact add column acted_for uuid;
comment on column fact.acted_for is 'personal: id of the person on whose behalf it was done, where somebody acted for another; sealed like the rest';
