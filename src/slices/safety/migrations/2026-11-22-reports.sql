-- What people tell us is wrong, who looks at it, what was decided, and how somebody may ask for a second opinion.

create table report (
  id uuid primary key,
  thing_kind text not null,
  thing_id uuid not null,
  path text not null,
  about_id uuid references person on delete set null,
  scope_id uuid,
  confidential boolean not null default false,
  reporter_id uuid references person on delete set null,
  receipt text not null unique,
  reason text not null,
  severity text not null check (severity in ('now', 'today', 'soon')),
  made_at timestamptz not null,
  due_at timestamptz not null,
  assigned_to uuid references person on delete set null,
  assigned_at timestamptz,
  closed_at timestamptz,
  check (due_at >= made_at)
);
create index report_open on report (due_at) where closed_at is null;
create index report_thing on report (thing_kind, thing_id);
create index report_reporter on report (reporter_id);
create index report_about on report (about_id);
comment on table report is 'That something was reported, and how urgent it is. What was said and seen lies sealed in report_evidence.';
comment on column report.about_id is 'Personal: who wrote or is the thing. Forgotten when that person is erased.';
comment on column report.reporter_id is 'Personal: who reported it, null without an account. Never shown to the one reported; forgotten with the reporter.';
comment on column report.receipt is 'SHA-256 of the receipt''s key, so that only whoever holds the receipt finds it.';
comment on column report.assigned_to is 'Personal: who looks into it.';

create table report_evidence (
  report_id uuid primary key references report on delete cascade,
  title text not null,
  copy text not null,
  words text not null,
  digest text not null,
  keep_until timestamptz
);
comment on table report_evidence is 'The sealed copy. Row-level security opens it to whoever took the report or its appeal, and to nobody else; deleted by the clock.';
comment on column report_evidence.title is 'Personal: may name somebody.';
comment on column report_evidence.copy is 'Personal: the reported content as it was, so that it can be judged after it was changed.';
comment on column report_evidence.words is 'Personal: what the reporter wrote.';

create table report_near (
  report_id uuid not null references report on delete cascade,
  person_id uuid not null references person on delete cascade,
  primary key (report_id, person_id)
);
comment on table report_near is 'Who stands too near to judge, such as hosts of the group. Erased with the person.';
comment on column report_near.person_id is 'Personal: somebody who runs the thing''s group or organisation.';

create table report_escalation (
  report_id uuid not null references report on delete cascade,
  person_id uuid not null references person on delete cascade,
  told_at timestamptz not null,
  primary key (report_id, person_id)
);
comment on table report_escalation is 'Whom we wrote to about a report, one after the other. Erased with the person.';
comment on column report_escalation.person_id is 'Personal: a safeguarding lead or moderator.';

create table moderation_decision (
  id uuid primary key,
  report_id uuid references report on delete set null,
  thing_kind text not null,
  thing_id uuid not null,
  about_id uuid references person on delete cascade,
  kind text not null check (kind in ('hide', 'lock', 'slow', 'remove', 'suspend', 'warn', 'none')),
  reason text not null,
  slow_seconds integer check (slow_seconds between 1 and 86400),
  until timestamptz,
  decided_by uuid references person on delete set null,
  decided_at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid references person on delete set null,
  undone_because text,
  check ((kind = 'suspend') = (until is not null)),
  check ((kind = 'slow') = (slow_seconds is not null))
);
create index moderation_decision_thing on moderation_decision (thing_kind, thing_id);
create index moderation_decision_about on moderation_decision (about_id);
create index moderation_decision_report on moderation_decision (report_id);
comment on table moderation_decision is 'What was decided, by whom and why. Never deleted while the person is here; undoing it is written beside it.';
comment on column moderation_decision.about_id is 'Personal: whom it concerns, who sees it under their notices. Erased with that person.';
comment on column moderation_decision.decided_by is 'Personal: who decided; forgotten with that person, the decision stays.';
comment on column moderation_decision.reason is 'Personal: the reason, as the member reads it.';

create table appeal (
  id uuid primary key,
  decision_id uuid not null unique references moderation_decision on delete cascade,
  person_id uuid not null references person on delete cascade,
  words text not null,
  made_at timestamptz not null,
  not_by uuid references person on delete set null,
  taken_by uuid references person on delete set null,
  outcome text check (outcome in ('stands', 'overturned')),
  answer text,
  answered_by uuid references person on delete set null,
  answered_at timestamptz,
  check (taken_by is null or not_by is null or taken_by <> not_by),
  check (answered_by is null or not_by is null or answered_by <> not_by),
  check ((outcome is null) = (answered_at is null))
);
create index appeal_open on appeal (made_at) where answered_at is null;
comment on table appeal is 'A member''s one request for a second opinion, never answered by whoever decided first.';
comment on column appeal.person_id is 'Personal: who asks. Erased with the person.';
comment on column appeal.words is 'Personal: what the member writes.';

create table on_call (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  from_at timestamptz not null,
  until_at timestamptz not null,
  check (until_at > from_at)
);
create index on_call_time on on_call (from_at);
comment on table on_call is 'Which safeguarding lead is on call when. Erased with the person.';
comment on column on_call.person_id is 'Personal: the lead on call; shown to moderators and leads.';

create table safety_setting (
  name text primary key check (name in ('evidence_days')),
  value integer not null check (value between 1 and 3650)
);
comment on table safety_setting is 'Numbers that a community chooses, such as for how many days sealed copies are kept after a decision.';

create table crisis_line (
  id uuid primary key,
  key text unique,
  country text not null,
  language text not null,
  name text not null,
  number text not null,
  answers text not null check (answers in ('emergency', 'listening', 'abuse', 'child')),
  source text not null,
  edited boolean not null default false,
  removed_at timestamptz,
  checked_on date,
  checked_by uuid references person on delete set null
);
comment on table crisis_line is 'What this community knows of crisis lines beyond the list that comes with the program: own lines, corrections, when somebody rang.';
comment on column crisis_line.key is 'The line of the program''s own list that this row is about; null for a line of the community''s own.';
comment on column crisis_line.checked_by is 'Personal: who rang; forgotten with that person.';

create policy report_evidence_kept on report_evidence for insert with check (true);
create policy report_evidence_read on report_evidence for select using (
  exists (
    select from report where report.id = report_evidence.report_id
      and report.assigned_to = nullif(current_setting('wellmet.viewer', true), '')::uuid
  )
  or exists (
    select from moderation_decision join appeal on appeal.decision_id = moderation_decision.id
    where moderation_decision.report_id = report_evidence.report_id
      and appeal.taken_by = nullif(current_setting('wellmet.viewer', true), '')::uuid
  )
  or current_setting('wellmet.keeping', true) = 'on'
);
create policy report_evidence_date on report_evidence for update using (current_setting('wellmet.keeping', true) = 'on');
create policy report_evidence_end on report_evidence for delete using (current_setting('wellmet.keeping', true) = 'on');
alter table report_evidence enable row level security;
