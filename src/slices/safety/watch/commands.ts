import { type AnyDb, type AnyTx, across, type Db, type Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import { type Doer, record } from '#kernel/facts/record.ts'
import { trustedWith } from '#slices/people/queries.ts'
import { OnCallDropped, OnCallPlanned, ReportEscalated } from '../facts.ts'
import { maybeReportFor } from '../queue/queries.ts'
import type { SafetyTables } from '../tables.ts'
import { watchers } from './queries.ts'
import { tellNextAt } from './rules.ts'

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

/** Who is told by letter about a report. */
export type Tell = (tx: AnyTx, personId: string, reportId: string) => Promise<void>

/**
 * Writes to the next in turn who may judge the report and was not written to yet. Moderators are asked only about what anybody
 * may read: whether they may read more is for the thing's own page to say, and here nobody is looking at one.
 */
export const tellNext = async (tx: AnyTx, reportId: string, tell: Tell, now: Date): Promise<string | null> => {
  const safety: Tx<SafetyTables> = tx
  const told = await safety
    .selectFrom('report_escalation')
    .select('person_id')
    .where('report_id', '=', reportId)
    .execute()
  const known = new Set(told.map(({ person_id }) => person_id))
  for (const watcher of await watchers(tx, now)) {
    if (known.has(watcher.personId)) continue
    if (!(await maybeReportFor(tx, watcher, reportId, async () => false))) continue
    await safety
      .insertInto('report_escalation')
      .values({ report_id: reportId, person_id: watcher.personId, told_at: now })
      .execute()
    await tell(tx, watcher.personId, reportId)
    await record(tx, { personId: null }, ReportEscalated, { reportId, personId: watcher.personId })
    return watcher.personId
  }
  return null
}

/** Every open report whose time has passed goes to the next person. Returns how many letters were written. */
export const escalateOverdue = async (tx: AnyTx, tell: Tell, now: Date): Promise<number> => {
  const overdue = await (tx as Tx<SafetyTables>)
    .selectFrom('report')
    .select(['id', 'made_at', 'due_at'])
    .select((of) =>
      of
        .selectFrom('report_escalation')
        .whereRef('report_escalation.report_id', '=', 'report.id')
        .select(({ fn }) => fn.countAll<string>().as('told'))
        .as('told'),
    )
    .where('closed_at', 'is', null)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(200)
    .execute()
  let letters = 0
  for (const { id, made_at, due_at, told } of overdue) {
    if (tellNextAt(made_at, due_at, Number(told)) > now) continue
    if (await tellNext(tx, id, tell, now)) letters++
  }
  return letters
}
