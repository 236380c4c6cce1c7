create table parked_job (
  id uuid primary key,
  job_id bigint not null unique,
  task text not null,
  payload jsonb not null,
  attempts int not null,
  last_error text,
  parked_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid,
  outcome text check (outcome in ('retried', 'dropped')),
  reason text,
  check ((ended_at is null) = (outcome is null)),
  check (outcome is distinct from 'dropped' or reason is not null)
);
create index parked_job_waiting on parked_job (parked_at, id) where ended_at is null;
comment on table parked_job is 'Background work that failed too often and waits for a person: to be tried again, or dropped with a reason.';
comment on column parked_job.payload is 'personal: ids only';
comment on column parked_job.last_error is 'personal: an error of a foreign system may quote an address; emptied when the job ends';
comment on column parked_job.ended_by is 'personal: id of the steward who emptied it; null when done at the command line';

create table schedule_run (
  name text primary key,
  due_at timestamptz not null,
  started_at timestamptz not null default now()
);
comment on table schedule_run is 'The last time at which each scheduled task was due and started: so that each time is met once by one node.';
