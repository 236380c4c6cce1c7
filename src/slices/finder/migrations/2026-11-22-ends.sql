-- A condition of its own, not «opens is not null»: «open now» implies that one, and the planner then read all ends for each such search.
drop index finding_by_end;
alter table finding add column has_hours boolean not null generated always as (opens is not null) stored;
create index finding_by_end on finding (opens_until) where has_hours;
