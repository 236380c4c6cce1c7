-- Phrases as they are typed in one go: «foodstamps».
alter table finder_synonym add column joined text not null generated always as (replace(lower(phrase), ' ', '')) stored;
create index finder_synonym_by_joined on finder_synonym (joined);
