import { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { Gone, NotFound } from '#kernel/errors/errors.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { newSecret, sealed } from '#kernel/session/tokens.ts'
import { may } from '../../editing/access.ts'
import { HolidayHoursTold, SweepOpened } from '../../facts.ts'
import { putFound } from '../../finding/commands.ts'
import type { DirectoryTables } from '../../tables.ts'
import type { NewSweep } from './fields.ts'
import { sweepLetter } from './mails.tsx'
import { askedBy, type HoursThing, maybeSweep, organisationsToAsk } from './queries.ts'
import type { DayAnswer } from './rules.ts'

/** A steward asks every organisation with hours at once; the letters follow. */
export const openSweep = (
  db: Db<DirectoryTables>,
  actor: Actor,
  { name, from_on, to_on, until }: NewSweep,
  { zone, demo }: { zone: string; demo: boolean },
  now: Date,
): Promise<string> =>
  inTransaction(db, async (tx) => {
    if (!may.steward(actor)) throw new NotFound()
    const id = newId()
    const end = Temporal.PlainDate.from(until).add({ days: 1 }).toZonedDateTime(zone)
    await tx
      .insertInto('holiday_sweep')
      .values({
        id,
        name,
        from_on,
        to_on,
        answer_until: new Date(end.epochMilliseconds),
        opened_at: now,
        opened_by: actor.personId,
      })
      .execute()
    await record(tx, actor, SweepOpened, { sweepId: id, demo })
    return id
  })

interface House {
  community: { name: string; language: string; zone: string }
  origin: string
  now: Date
  demo: boolean
}

/** Writes to everybody who was not yet written to: broken off and run again, nobody gets two letters. */
export const writeSweep = async (
  tx: Tx<DirectoryTables>,
  sweepId: string,
  { community, origin, now, demo }: House,
): Promise<number> => {
  const sweep = await maybeSweep(tx, sweepId)
  if (!sweep) return 0
  let written = 0
  for (const { id, name, address } of await organisationsToAsk(tx, { demo })) {
    const key = newSecret()
    const asked = await tx
      .insertInto('sweep_ask')
      .values({ sweep_id: sweepId, organisation_id: id, token: sealed(key), asked_at: now, answered_at: null })
      .onConflict((known) => known.columns(['sweep_id', 'organisation_id']).doNothing())
      .returning('organisation_id')
      .executeTakeFirst()
    if (asked) await queueMail(tx, sweepLetter({ address, key, organisation: name, sweep, community, origin, now }))
    if (asked) written++
  }
  return written
}

const keepDay = async (
  tx: Tx<DirectoryTables>,
  { kind, id }: HoursThing,
  date: string,
  answer: DayAnswer,
  now: Date,
) => {
  await tx.deleteFrom('hours_exception').where('thing_id', '=', id).where('on_date', '=', date).execute()
  if (answer.kind === 'usual') return
  const hours =
    answer.kind === 'other'
      ? { opens_at: answer.opens_at, closes_at: answer.closes_at }
      : { opens_at: null, closes_at: null }
  await tx
    .insertInto('hours_exception')
    .values({ id: newId(), thing_kind: kind, thing_id: id, on_date: date, ...hours, made_at: now })
    .execute()
}

/** The organisation says its hours for the holidays, once. @throws Gone */
export const tellHours = (
  db: Db<DirectoryTables>,
  key: string,
  answers: { thing: HoursThing; date: string; answer: DayAnswer }[],
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const asked = await askedBy(tx, key, now)
    const answered = await tx
      .updateTable('sweep_ask')
      .set({ answered_at: now })
      .where('token', '=', sealed(key))
      .where('answered_at', 'is', null)
      .returning('sweep_id')
      .executeTakeFirst()
    if (!answered) throw new Gone()
    for (const { thing, date, answer } of answers) await keepDay(tx, thing, date, answer, now)
    const of = (kind: HoursThing['kind']) => asked.things.filter((thing) => thing.kind === kind).map(({ id }) => id)
    await putFound(tx, { services: of('service'), locations: of('place'), organisations: [] }, now)
    await record(tx, theProgram, HolidayHoursTold, { sweepId: asked.sweepId, organisationId: asked.organisationId })
  })
