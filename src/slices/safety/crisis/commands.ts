import type { AnyDb, Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { Invalid, NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { CrisisLineChanged, CrisisLineChecked, CrisisLineRemoved } from '../facts.ts'
import type { SafetyTables } from '../tables.ts'
import type { RangLine, SavedLine } from './fields.ts'
import { crisisLines } from './queries.ts'
import { type CrisisLine, countryOf } from './rules.ts'

const lineOf = async (tx: Tx<SafetyTables>, zone: string, ref: string): Promise<CrisisLine> => {
  const line = (await crisisLines(tx, zone)).find((one) => one.ref === ref)
  if (!line) throw new NotFound()
  return line
}

const isOwn = (ref: string) => ref.length === 36

/** The community's own row about a line; what is not given stays as it was. */
const keep = async (
  tx: Tx<SafetyTables>,
  line: Omit<CrisisLine, 'checkedOn'>,
  more: { edited?: boolean; removed_at?: Date; checked_on?: string | null; checked_by?: string | null },
): Promise<string> => {
  const { ref, country, language, name, number, answers, source } = line
  const values = { country, language, name, number, answers, source, ...more }
  if (isOwn(ref)) {
    await tx.updateTable('crisis_line').set(values).where('id', '=', ref).execute()
    return ref
  }
  const row = await tx
    .insertInto('crisis_line')
    .values({ id: newId(), key: ref, ...values })
    .onConflict((same) => same.column('key').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** «I rang this line on this day, and it was answered.». */
export const confirmLine = (
  db: AnyDb,
  actor: Actor,
  zone: string,
  { line: ref, on }: RangLine,
  now: Date,
): Promise<void> =>
  inTransaction(db as Db<SafetyTables>, async (tx) => {
    const day = Date.parse(`${on}T00:00:00Z`)
    if (Number.isNaN(day) || day > now.getTime() + 14 * 3_600_000)
      throw new Invalid([{ field: 'on', message: 'notADay' }])
    const line = await lineOf(tx, zone, ref)
    const lineId = await keep(tx, line, { checked_on: on, checked_by: actor.personId })
    await record(tx, actor, CrisisLineChecked, { lineId })
  })

/** Corrects a line or adds one. Another number has not been rung yet. */
export const saveLine = (db: AnyDb, actor: Actor, zone: string, { line: ref, ...saved }: SavedLine): Promise<void> =>
  inTransaction(db as Db<SafetyTables>, async (tx) => {
    const country = countryOf(zone)
    if (ref === '') {
      const id = newId()
      await tx
        .insertInto('crisis_line')
        .values({ id, country, ...saved, edited: true })
        .execute()
      await record(tx, actor, CrisisLineChanged, { lineId: id })
      return
    }
    const line = await lineOf(tx, zone, ref)
    const unrung = line.number === saved.number ? {} : { checked_on: null, checked_by: null }
    const lineId = await keep(tx, { ...line, ...saved }, { edited: true, ...unrung })
    await record(tx, actor, CrisisLineChanged, { lineId })
  })

export const removeLine = (db: AnyDb, actor: Actor, zone: string, ref: string, now: Date): Promise<void> =>
  inTransaction(db as Db<SafetyTables>, async (tx) => {
    const lineId = await keep(tx, await lineOf(tx, zone, ref), { removed_at: now })
    await record(tx, actor, CrisisLineRemoved, { lineId })
  })
