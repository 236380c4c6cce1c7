import { type AnyDb, type AnyTx, across, type Db, type Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import { type Doer, record } from '#kernel/facts/record.ts'
import { trustedWith } from '#slices/people/queries.ts'
import { OnCallDropped, OnCallPlanned, ReportEscalated } from '../facts.ts'
import { maybeReportFor } from '../queue/queries.ts'
import type { Judge } from '../queue/rules.ts'
import type { SafetyTables } from '../tables.ts'
import { type Watcher, watchers } from './queries.ts'
import { mayAlarm, tellNextAt } from './rules.ts'

/** Puts a safeguarding lead on call. Nobody else may be. */
export const planWatch = (
  db: AnyDb,
  actor: Doer,
  { person, from, until }: { person: string; from: Date; until: Date },
  now: Date,
): Promise<void> =>
  inTransaction(db as Db<SafetyTables>, async (tx) => {
    const leads = await trustedWith(across(tx), ['safeguarding'], now)
    if (!leads.some(({ personId }) => personId === person))
      throw new Invalid([{ field: 'person', message: 'notAChoice' }])
    const id = newId()
    await tx.insertInto('on_call').values({ id, person_id: person, from_at: from, until_at: until }).execute()
    await record(tx, actor, OnCallPlanned, { onCallId: id, personId: person })
  })

export const dropWatch = (db: AnyDb, actor: Doer, id: string): Promise<void> =>
  inTransaction(db as Db<SafetyTables>, async (tx) => {
    const dropped = await tx.deleteFrom('on_call').where('id', '=', id).returning('person_id').executeTakeFirst()
    if (!dropped) throw new NotFound()
    await record(tx, actor, OnCallDropped, { onCallId: id, personId: dropped.person_id })
  })

/** To look into it oneself, or to find somebody who does. */
export type Asked = 'judge' | 'alarm'

/** Who is told by letter about a report, and what is asked of them. */
export type Tell = (tx: AnyTx, personId: string, reportId: string, asked: Asked) => Promise<void>

/**
 * What can be asked of somebody. Moderators are asked only about what anybody may read: whether they may read more is for the thing's
 * own page to say, and here nobody is looking at one. A steward who stands near to it is not alarmed either.
 */
const askedOf = async (tx: AnyTx, watcher: Watcher, reportId: string, alarming: boolean): Promise<Asked | null> => {
  const judges = (judge: Judge) => maybeReportFor(tx, judge, reportId, async () => false)
  if (await judges(watcher)) return 'judge'
  return alarming && watcher.steward && (await judges({ ...watcher, lead: true })) ? 'alarm' : null
}

const toldOf = async (tx: Tx<SafetyTables>, reportId: string) => {
  const rows = await tx.selectFrom('report_escalation').select('person_id').where('report_id', '=', reportId).execute()
  return new Set(rows.map(({ person_id }) => person_id))
}

/**
 * Writes to the next in turn who was not written to yet. `told` is how many were when the caller found that it is time: where
 * there are more by now, the clock and the report itself came at once, and the letter is written. Returns whether one went out.
 */
export const tellNext = async (
  tx: AnyTx,
  { reportId, told }: { reportId: string; told: number },
  tell: Tell,
  now: Date,
): Promise<boolean> => {
  const safety: Tx<SafetyTables> = tx
  const report = await safety
    .selectFrom('report')
    .select('due_at')
    .where('id', '=', reportId)
    .forUpdate()
    .executeTakeFirst()
  if (!report) return false
  const known = await toldOf(safety, reportId)
  if (known.size > told) return false
  const alarming = mayAlarm({ dueAt: report.due_at, told: known.size }, now)
  for (const watcher of await watchers(tx, now)) {
    if (known.has(watcher.personId)) continue
    const asked = await askedOf(tx, watcher, reportId, alarming)
    if (!asked) continue
    await safety
      .insertInto('report_escalation')
      .values({ report_id: reportId, person_id: watcher.personId, told_at: now })
      .execute()
    await tell(tx, watcher.personId, reportId, asked)
    await record(tx, { personId: null }, ReportEscalated, { reportId, personId: watcher.personId })
    return true
  }
  return false
}

/** Every open report that nobody has taken, or whose time has passed, goes to the next person. Returns how many letters were written. */
export const escalate = async (tx: AnyTx, tell: Tell, now: Date): Promise<number> => {
  const waiting = await (tx as Tx<SafetyTables>)
    .selectFrom('report')
    .select(['id', 'made_at', 'due_at', 'assigned_to'])
    .select((of) =>
      of
        .selectFrom('report_escalation')
        .whereRef('report_escalation.report_id', '=', 'report.id')
        .select(({ fn }) => fn.countAll<string>().as('told'))
        .as('told'),
    )
    .where('closed_at', 'is', null)
    .where(({ or, eb }) => or([eb('due_at', '<=', now), eb('assigned_to', 'is', null)]))
    .orderBy('due_at')
    .limit(1_000)
    .execute()
  let letters = 0
  for (const { id, made_at, due_at, assigned_to, told } of waiting) {
    const at = tellNextAt({ madeAt: made_at, dueAt: due_at, told: Number(told), taken: assigned_to !== null })
    if (at > now) continue
    if (await tellNext(tx, { reportId: id, told: Number(told) }, tell, now)) letters++
  }
  return letters
}
