alter table person add column suspended_until timestamptz;
comment on column person.suspended_until is 'Until when this person may read but not write; why stands in moderation_decision.';
