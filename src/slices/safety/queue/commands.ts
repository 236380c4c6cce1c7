import { sql } from 'kysely'
import { type AnyDb, type AnyTx, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { type Doer, record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { suspendPerson } from '#kernel/session/suspension.ts'
import { holdProfile } from '#slices/people/profile/commands.ts'
import { recordPoweredRead } from '../commands.ts'
import {
  DecisionUndone,
  EvidenceDaysSet,
  EvidenceEnded,
  ReportGivenBack,
  ReportTaken,
  ThingModerated,
} from '../facts.ts'
import type { SafetyTables } from '../tables.ts'
import type { Verdict } from './fields.ts'
import {
  type CanRead,
  type Evidence,
  evidenceDays,
  maybeEvidence,
  type Report,
  reportToJudge,
  standingOn,
} from './queries.ts'
import { choicesFor, stateFrom, suspendedUntil } from './rules.ts'

const day = 24 * 3_600_000

type Thing = { kind: string; id: string }

/** Whoever takes a report may open the sealed copy. */
export const takeReport = (
  db: AnyDb,
  actor: Actor,
  id: string,
  canRead: CanRead,
  now: Date,
): Promise<'taken' | 'late'> =>
  inTransaction(db as Db<SafetyTables>, async (tx) => {
    await reportToJudge(acrossTx(tx), actor, id, canRead)
    const taken = await tx
      .updateTable('report')
      .set({ assigned_to: actor.personId, assigned_at: now })
      .where('id', '=', id)
      .where('assigned_to', 'is', null)
      .where('closed_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!taken) return 'late'
    await record(tx, actor, ReportTaken, { reportId: id })
    return 'taken'
  })

/**
 * The sealed copy, for whoever took the report or its appeal; each time it is looked at is written down first. Whom and
 * which group it is about is not: of words without a name the record would tell who wrote them, and of a circle that there is one. Null for everybody else, and after its time.
 */
export const openEvidence = (db: AnyDb, actor: Actor, { id }: Pick<Report, 'id'>): Promise<Evidence | null> =>
  asViewer(db as Db<SafetyTables>, actor, async (tx) => {
    const evidence = await maybeEvidence(acrossTx(tx), actor, id)
    if (evidence) await recordPoweredRead(acrossTx(tx), actor, { kind: 'report', id })
    return evidence
  })

/** Back into the queue, for somebody else. */
export const giveReportBack = (db: AnyDb, actor: Actor, id: string): Promise<void> =>
  inTransaction(db as Db<SafetyTables>, async (tx) => {
    const given = await tx
      .updateTable('report')
      .set({ assigned_to: null, assigned_at: null })
      .where('id', '=', id)
      .where('assigned_to', '=', actor.personId)
      .where('closed_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!given) throw new NotFound()
    await record(tx, actor, ReportGivenBack, { reportId: id })
  })

export type Decided = 'decided' | 'notPossible'

/** Ends a report: what follows for the thing, why, and for how long the sealed copy stays. Only by whoever took it. */
export const decide = (
  db: AnyDb,
  actor: Actor,
  id: string,
  verdict: Verdict,
  { canRead, now }: { canRead: CanRead; now: Date },
): Promise<Decided> =>
  inTransaction(db as Db<SafetyTables>, async (tx): Promise<Decided> => {
    const report = await reportToJudge(acrossTx(tx), actor, id, canRead)
    if (!choicesFor(report.thing.kind, report.aboutId !== null).includes(verdict.kind)) return 'notPossible'
    await close(tx, actor, id, now)
    const decisionId = await keepDecision(tx, actor, report, verdict, now)
    await settle(tx, report.thing, report.aboutId)
    const personId = report.aboutId
    await record(tx, actor, ThingModerated, { decisionId, reportId: id, personId, kind: verdict.kind })
    return 'decided'
  })

/** The guard is in the update: two who decide at once, or somebody who never took it, find nothing to close. */
const close = async (tx: Tx<SafetyTables>, actor: Actor, id: string, now: Date) => {
  const closed = await tx
    .updateTable('report')
    .set({ closed_at: now })
    .where('id', '=', id)
    .where('assigned_to', '=', actor.personId)
    .where('closed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!closed) throw new NotFound()
  const until = new Date(now.getTime() + (await evidenceDays(acrossTx(tx))) * day)
  await asKeeper(tx, () =>
    tx.updateTable('report_evidence').set({ keep_until: until }).where('report_id', '=', id).execute(),
  )
}

const keepDecision = async (tx: Tx<SafetyTables>, actor: Actor, report: Report, verdict: Verdict, now: Date) => {
  const id = newId()
  await tx
    .insertInto('moderation_decision')
    .values({
      id,
      report_id: report.id,
      thing_kind: report.thing.kind,
      thing_id: report.thing.id,
      about_id: report.aboutId,
      kind: verdict.kind,
      reason: verdict.reason,
      slow_seconds: verdict.kind === 'slow' ? verdict.minutes * 60 : null,
      until: verdict.kind === 'suspend' ? new Date(now.getTime() + verdict.days * day) : null,
      decided_by: actor.personId,
      decided_at: now,
    })
    .execute()
  return id
}

/** Puts the thing into the state that follows from the decisions that stand. One at a time for each thing. */
const settle = async (tx: Tx<SafetyTables>, thing: Thing, aboutId: string | null) => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`moderated ${thing.kind} ${thing.id}`}, 0))`.execute(tx)
  const state = stateFrom(await standingOn(tx, thing))
  const values = {
    hidden_at: state.hiddenAt,
    locked_at: state.lockedAt,
    removed_at: state.removedAt,
    slow_seconds: state.slowSeconds,
  }
  await tx
    .insertInto('moderated')
    .values({ thing_kind: thing.kind, thing_id: thing.id, ...values })
    .onConflict((same) => same.columns(['thing_kind', 'thing_id']).doUpdateSet(values))
    .execute()
  if (thing.kind === 'person') await holdProfile(acrossTx(tx), thing.id, state.hiddenAt)
  if (aboutId) await settlePerson(tx, aboutId)
}

const settlePerson = async (tx: Tx<SafetyTables>, personId: string) => {
  const standing = await tx
    .selectFrom('moderation_decision')
    .select(['kind', 'decided_at as decidedAt', 'slow_seconds as slowSeconds', 'until'])
    .where('about_id', '=', personId)
    .where('kind', '=', 'suspend')
    .where('undone_at', 'is', null)
    .execute()
  await suspendPerson(acrossTx(tx), personId, suspendedUntil(standing))
}

/** Takes a decision back, with the reason; what other decisions say stays. */
export const undoDecision = (
  db: AnyDb,
  actor: Actor,
  { reportId, decisionId, because }: { reportId: string; decisionId: string; because: string },
  { canRead, now }: { canRead: CanRead; now: Date },
): Promise<void> =>
  inTransaction(db as Db<SafetyTables>, async (tx) => {
    const report = await reportToJudge(acrossTx(tx), actor, reportId, canRead)
    await undo(tx, actor, { decisionId, thing: report.thing, because }, now)
  })

/** The undoing itself, also where an appeal brings it about. `thing` guards against a decision about something else. */
export const undo = async (
  tx: Tx<SafetyTables>,
  actor: Actor,
  { decisionId, thing, because }: { decisionId: string; thing: Thing; because: string },
  now: Date,
): Promise<void> => {
  const undone = await tx
    .updateTable('moderation_decision')
    .set({ undone_at: now, undone_by: actor.personId, undone_because: because })
    .where('id', '=', decisionId)
    .where('thing_kind', '=', thing.kind)
    .where('thing_id', '=', thing.id)
    .where('undone_at', 'is', null)
    .returning(['report_id', 'about_id', 'kind'])
    .executeTakeFirst()
  if (!undone) throw new NotFound()
  await settle(tx, thing, undone.about_id)
  const { report_id: reportId, about_id: personId, kind } = undone
  await record(tx, actor, DecisionUndone, { decisionId, reportId, personId, kind })
}

/** For how many days sealed copies are kept; binds those decided from now on. */
export const setEvidenceDays = (db: AnyDb, actor: Actor, days: number): Promise<void> =>
  inTransaction(db as Db<SafetyTables>, async (tx) => {
    await tx
      .insertInto('safety_setting')
      .values({ name: 'evidence_days', value: days })
      .onConflict((same) => same.column('name').doUpdateSet({ value: days }))
      .execute()
    await record(tx, actor, EvidenceDaysSet, { days })
  })

/** Row-level security lets only the keeper date and delete sealed copies, and the keeper never shows them to anybody. */
const asKeeper = async <Result>(tx: Tx<SafetyTables>, work: () => Promise<Result>): Promise<Result> => {
  await sql`set local wellmet.keeping = 'on'`.execute(tx)
  const result = await work()
  await sql`set local wellmet.keeping = 'off'`.execute(tx)
  return result
}

/** What was removed and whose sealed copy's time is over: its owner deletes it for good. */
export type Erase = (tx: AnyTx, thing: Thing) => Promise<void>

/** Deletes sealed copies whose days are over, except while an appeal waits, and with them what was removed for good. Returns how many. */
export const endEvidence = async (tx: AnyTx, doer: Doer, erase: Erase, now: Date): Promise<number> => {
  const safety: Tx<SafetyTables> = tx
  const ended = await asKeeper(safety, () =>
    safety
      .deleteFrom('report_evidence')
      .where('keep_until', '<=', now)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('appeal')
              .innerJoin('moderation_decision', 'moderation_decision.id', 'appeal.decision_id')
              .select('appeal.id')
              .whereRef('moderation_decision.report_id', '=', 'report_evidence.report_id')
              .where('appeal.answered_at', 'is', null),
          ),
        ),
      )
      .returning('report_id')
      .execute(),
  )
  if (!ended.length) return 0
  const removed = await safety
    .selectFrom('moderation_decision')
    .select(['thing_kind', 'thing_id'])
    .distinct()
    .where(
      'report_id',
      'in',
      ended.map(({ report_id }) => report_id),
    )
    .where('kind', '=', 'remove')
    .where('undone_at', 'is', null)
    .execute()
  for (const { thing_kind, thing_id } of removed) await erase(tx, { kind: thing_kind, id: thing_id })
  await record(tx, doer, EvidenceEnded, { count: ended.length })
  return ended.length
}
