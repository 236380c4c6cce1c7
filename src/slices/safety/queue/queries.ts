import { sql } from 'kysely'
import { type AnyDb, across, type Db } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { personNames } from '#slices/people/queries.ts'
import type { Severity } from '../rules.ts'
import type { SafetyTables } from '../tables.ts'
import { type Judge, type Judged, mayJudge } from './rules.ts'

export interface Report extends Judged {
  id: string
  thing: { kind: string; id: string; path: string }
  severity: Severity
  madeAt: Date
  dueAt: Date
  assignedTo: string | null
  assignedAt: Date | null
  closedAt: Date | null
}

/** Would the reported thing's own page open to whoever asks? Answered by the slice that owns the thing. */
export type CanRead = (thing: { kind: string; id: string }) => Promise<boolean>

export const judgeOf = (actor: Actor): Judge => ({
  personId: actor.personId ?? '',
  lead: actor.is('safeguarding'),
  moderator: actor.is('moderator'),
})

/** Between the judge and either side. Only whether there is one is told, never by whom. */
const blockedFor = (judgeId: string) => sql<boolean>`exists (select from person_block
  where (person_block.person_id = ${judgeId} and person_block.blocked_id in (report.about_id, report.reporter_id))
    or (person_block.blocked_id = ${judgeId} and person_block.person_id in (report.about_id, report.reporter_id)))`

/** Hosts now, besides those who were near when it was reported; guardians and helpers of either side, and those whom either helps. */
const nearTo = (judgeId: string) => sql<boolean>`exists (select from report_near
    where report_near.report_id = report.id and report_near.person_id = ${judgeId})
  or exists (select from mandate where mandate.ended_at is null
    and ((mandate.helper_id = ${judgeId} and mandate.person_id in (report.about_id, report.reporter_id))
      or (mandate.person_id = ${judgeId} and mandate.helper_id in (report.about_id, report.reporter_id))))
  or exists (select from role_grant where role_grant.person_id = ${judgeId} and role_grant.role in ('host', 'editor', 'admin')
    and role_grant.scope in (report.scope_id, report.thing_id))`

const columns = [
  'report.id',
  'report.thing_kind',
  'report.thing_id',
  'report.path',
  'report.about_id',
  'report.reporter_id',
  'report.scope_id',
  'report.confidential',
  'report.reason',
  'report.severity',
  'report.made_at',
  'report.due_at',
  'report.assigned_to',
  'report.assigned_at',
  'report.closed_at',
] as const

/** Reports as one person would judge them: how near that person stands is part of each. */
const reportsFor = (db: Db<SafetyTables>, judgeId: string) =>
  db
    .selectFrom('report')
    .select(columns)
    .select([blockedFor(judgeId).as('blocked'), nearTo(judgeId).as('near')])

type Row = Awaited<ReturnType<ReturnType<typeof reportsFor>['execute']>>[number]

const reportFrom = (row: Row, judgeId: string): Report => ({
  id: row.id,
  thing: { kind: row.thing_kind, id: row.thing_id, path: row.path },
  aboutId: row.about_id,
  reporterId: row.reporter_id,
  scope: row.scope_id,
  confidential: row.confidential,
  reason: row.reason,
  severity: row.severity as Severity,
  madeAt: row.made_at,
  dueAt: row.due_at,
  assignedTo: row.assigned_to,
  assignedAt: row.assigned_at,
  closedAt: row.closed_at,
  near: row.near ? [judgeId] : [],
  blocked: row.blocked,
})

const isFor = async (judge: Judge, report: Report, canRead: CanRead) =>
  mayJudge(judge, report, false) ||
  (report.scope !== null && mayJudge(judge, report, true) && (await canRead(report.thing)))

const only = async (judge: Judge, rows: Row[], canRead: CanRead): Promise<Report[]> => {
  const reports = rows.map((row) => reportFrom(row, judge.personId))
  const theirs = await Promise.all(reports.map((report) => isFor(judge, report, canRead)))
  return reports.filter((_, at) => theirs[at])
}

const urgentFirst = sql`array_position(array['now', 'today', 'soon'], report.severity)`

/** What waits for a decision, as far as this person may judge it: the most urgent first. */
export const openReports = async (db: AnyDb, actor: Actor, canRead: CanRead): Promise<Report[]> => {
  const judge = judgeOf(actor)
  const rows = await reportsFor(db, judge.personId)
    .where('report.closed_at', 'is', null)
    .orderBy(urgentFirst)
    .orderBy('report.due_at')
    .limit(500)
    .execute()
  return only(judge, rows, canRead)
}

/** What was decided lately. */
export const closedReports = async (db: AnyDb, actor: Actor, canRead: CanRead): Promise<Report[]> => {
  const judge = judgeOf(actor)
  const rows = await reportsFor(db, judge.personId)
    .where('report.closed_at', 'is not', null)
    .orderBy('report.closed_at', 'desc')
    .limit(50)
    .execute()
  return only(judge, rows, canRead)
}

/** @throws NotFound where there is no such report for this person, whatever the reason */
export const reportToJudge = async (db: AnyDb, actor: Actor, id: string, canRead: CanRead): Promise<Report> => {
  const report = await maybeReportFor(db, judgeOf(actor), id, canRead)
  if (!report) throw new NotFound()
  return report
}

/** Could somebody judge it? For writing to the next one in turn. */
export const maybeReportFor = async (db: AnyDb, judge: Judge, id: string, canRead: CanRead): Promise<Report | null> => {
  const rows = await reportsFor(db, judge.personId).where('report.id', '=', id).execute()
  return (await only(judge, rows, canRead))[0] ?? null
}

export interface Evidence {
  title: string
  copy: string
  words: string
  keepUntil: Date | null
}

/** The sealed copy; null for everybody but whoever took the report or its appeal (row-level security), and after its time. */
export const maybeEvidence = (db: AnyDb, actor: Actor, reportId: string): Promise<Evidence | null> =>
  asViewer(db as Db<SafetyTables>, actor, async (tx) => {
    const row = await tx.selectFrom('report_evidence').selectAll().where('report_id', '=', reportId).executeTakeFirst()
    return row ? { title: row.title, copy: row.copy, words: row.words, keepUntil: row.keep_until } : null
  })

export interface Decision {
  id: string
  kind: string
  reason: string
  until: Date | null
  slowSeconds: number | null
  decidedBy: string | null
  decidedAt: Date
  undoneAt: Date | null
  undoneBecause: string | null
}

/** All that was decided about a thing, also for other reports: the newest first. */
export const decisionsAbout = async (db: AnyDb, thing: { kind: string; id: string }): Promise<Decision[]> => {
  const rows = await (db as Db<SafetyTables>)
    .selectFrom('moderation_decision')
    .selectAll()
    .where('thing_kind', '=', thing.kind)
    .where('thing_id', '=', thing.id)
    .orderBy('decided_at', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    reason: row.reason,
    until: row.until,
    slowSeconds: row.slow_seconds,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    undoneAt: row.undone_at,
    undoneBecause: row.undone_because,
  }))
}

/** Names of those who look into things, for those who do too. */
export const handlerNames = (db: AnyDb, ids: (string | null)[]): Promise<Map<string, string>> =>
  personNames(across(db), [...new Set(ids.filter((id) => id !== null))])

export const standingOn = (db: Db<SafetyTables>, thing: { kind: string; id: string }) =>
  db
    .selectFrom('moderation_decision')
    .select(['kind', 'decided_at as decidedAt', 'slow_seconds as slowSeconds', 'until'])
    .where('thing_kind', '=', thing.kind)
    .where('thing_id', '=', thing.id)
    .where('undone_at', 'is', null)
    .execute()

/** How long sealed copies are kept after the decision, in days. */
export const evidenceDays = async (db: AnyDb): Promise<number> => {
  const row = await (db as Db<SafetyTables>)
    .selectFrom('safety_setting')
    .select('value')
    .where('name', '=', 'evidence_days')
    .executeTakeFirst()
  return row?.value ?? 90
}
