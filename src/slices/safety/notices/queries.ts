import { type AnyDb, across, type Db } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { type CanRead, judgeOf, maybeReportFor, type Report } from '../queue/queries.ts'
import type { SafetyTables } from '../tables.ts'

/** What a member reads about a decision that concerns them. Who reported it is in nothing that is read here. */
export interface Notice {
  id: string
  thingKind: string
  kind: string
  reason: string
  until: Date | null
  decidedAt: Date
  undoneAt: Date | null
  undoneBecause: string | null
  appeal: { madeAt: Date; words: string; outcome: string | null; answer: string | null } | null
}

/** One's own notices, the newest first. */
export const ownNotices = async (db: AnyDb, { personId }: Pick<Actor, 'personId'>): Promise<Notice[]> =>
  personId === null ? [] : ownNoticesOf(db, personId)

export const ownNoticesOf = async (db: AnyDb, personId: string): Promise<Notice[]> => {
  const rows = await (db as Db<SafetyTables>)
    .selectFrom('moderation_decision as decision')
    .leftJoin('appeal', 'appeal.decision_id', 'decision.id')
    .select([
      'decision.id',
      'decision.thing_kind',
      'decision.kind',
      'decision.reason',
      'decision.until',
      'decision.decided_at',
      'decision.undone_at',
      'decision.undone_because',
      'appeal.made_at',
      'appeal.words',
      'appeal.outcome',
      'appeal.answer',
    ])
    .where('decision.about_id', '=', personId)
    .where('decision.kind', '!=', 'none')
    .orderBy('decision.decided_at', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    thingKind: row.thing_kind,
    kind: row.kind,
    reason: row.reason,
    until: row.until,
    decidedAt: row.decided_at,
    undoneAt: row.undone_at,
    undoneBecause: row.undone_because,
    appeal: row.made_at
      ? { madeAt: row.made_at, words: row.words ?? '', outcome: row.outcome, answer: row.answer }
      : null,
  }))
}

/** @throws NotFound for somebody else's notice as for none */
export const ownNotice = async (db: AnyDb, actor: Actor, id: string): Promise<Notice> => {
  const notice = (await ownNotices(db, actor)).find((one) => one.id === id)
  if (!notice) throw new NotFound()
  return notice
}

export interface OpenAppeal {
  id: string
  decisionId: string
  words: string
  madeAt: Date
  takenBy: string | null
  kind: string
  until: Date | null
  reason: string
  thing: { kind: string; id: string }
  report: Report | null
}

const appeals = (db: AnyDb) =>
  (db as Db<SafetyTables>)
    .selectFrom('appeal')
    .innerJoin('moderation_decision as decision', 'decision.id', 'appeal.decision_id')
    .select([
      'appeal.id',
      'appeal.decision_id',
      'appeal.person_id',
      'appeal.words',
      'appeal.made_at',
      'appeal.taken_by',
      'appeal.not_by',
      'decision.kind',
      'decision.until',
      'decision.reason',
      'decision.thing_kind',
      'decision.thing_id',
      'decision.report_id',
    ])
    .where('appeal.answered_at', 'is', null)

type Row = Awaited<ReturnType<ReturnType<typeof appeals>['execute']>>[number]

/** A second opinion is another person's, who may also judge the report that it began with. */
const asJudged = async (db: AnyDb, actor: Actor, row: Row, canRead: CanRead): Promise<OpenAppeal | null> => {
  const judge = judgeOf(actor)
  if (row.person_id === judge.personId || row.not_by === judge.personId) return null
  const report = row.report_id ? await maybeReportFor(db, judge, row.report_id, canRead) : null
  if (!report && (row.report_id || !judge.lead)) return null
  return {
    id: row.id,
    decisionId: row.decision_id,
    words: row.words,
    madeAt: row.made_at,
    takenBy: row.taken_by,
    kind: row.kind,
    until: row.until,
    reason: row.reason,
    thing: { kind: row.thing_kind, id: row.thing_id },
    report,
  }
}

export const openAppeals = async (db: AnyDb, actor: Actor, canRead: CanRead): Promise<OpenAppeal[]> => {
  const rows = await appeals(across(db)).orderBy('appeal.made_at').limit(200).execute()
  const judged = await Promise.all(rows.map((row) => asJudged(db, actor, row, canRead)))
  return judged.filter((one) => one !== null)
}

/** @throws NotFound where this person may not answer it */
export const appealToAnswer = async (db: AnyDb, actor: Actor, id: string, canRead: CanRead): Promise<OpenAppeal> => {
  const row = await appeals(across(db)).where('appeal.id', '=', id).executeTakeFirst()
  const appeal = row ? await asJudged(db, actor, row, canRead) : null
  if (!appeal) throw new NotFound()
  return appeal
}
