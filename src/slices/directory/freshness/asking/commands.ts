import { sql } from 'kysely'
import type { Community, Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import { mailAddress } from '#kernel/mail/address.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import { newSecret, sealed } from '#kernel/session/tokens.ts'
import { maybeRecord, type RecordShown } from '../../editing/queries.ts'
import { type RecordKind, tables } from '../../editing/rules.ts'
import { CheckMoved } from '../../facts.ts'
import type { DirectoryTables } from '../../tables.ts'
import { type DueRecord, dueRecords } from '../queries.ts'
import { after, firstWait, linkDays, mostLettersToOne, mostStarts, nextStage, type Stage } from '../rules.ts'
import { checkLetter } from './mails.tsx'

/** Whose letters they are: the community's name, language and address. */
export interface House {
  community: Pick<Community, 'name' | 'language' | 'zone'>
  origin: string
}

interface Round {
  cycleId: string
  record: RecordShown
  stage: Stage
  address: string
}

/** Writes the letter with a key of its own. False where the organisation wants no such letters. */
const write = async (
  tx: Tx<DirectoryTables>,
  { community, origin }: House,
  { cycleId, record: shown, stage, address }: Round,
  now: Date,
) => {
  const key = newSecret()
  const mail = await queueMail(
    tx,
    checkLetter({ to: { address }, ...community, origin, key, record: shown, stage, now }),
  )
  if (!mail) return false
  await tx
    .insertInto('check_link')
    .values({ token: sealed(key), cycle_id: cycleId, expires_at: after(now, linkDays) })
    .execute()
  return true
}

const toRing = (tx: Tx<DirectoryTables>, cycleId: string, now: Date) =>
  tx
    .updateTable('check_cycle')
    .set({ stage: 'to_ring', next_at: now })
    .where('id', '=', cycleId)
    .where('ended_at', 'is', null)
    .execute()

/** Begins to ask about one listing: by letter where it has a mailbox, else by telephone. Two at once begin one round. */
export const beginRound = (
  db: Db<DirectoryTables>,
  house: House,
  { thing_kind: kind, thing_id: id, email }: DueRecord,
  now: Date,
): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    const shown = await maybeRecord(tx, { kind, id })
    if (!shown) return false
    const cycleId = newId()
    const begun = await tx
      .insertInto('check_cycle')
      .values({
        id: cycleId,
        thing_kind: kind,
        thing_id: id,
        stage: 'asked',
        started_at: now,
        next_at: after(now, firstWait),
        claimed_by: null,
        claimed_until: null,
        wrong_number_at: null,
        ended_at: null,
        outcome: null,
      })
      .onConflict((open) => open.column('thing_id').where('ended_at', 'is', null).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!begun) return false
    const address = email && mailAddress(email)
    const written = address ? await write(tx, house, { cycleId, record: shown, stage: 'asked', address }, now) : false
    if (!written) await toRing(tx, cycleId, now)
    await record(tx, theProgram, CheckMoved, { cycleId, thingId: id, stage: written ? 'asked' : 'to_ring' })
    return true
  })

interface Waiting {
  id: string
  thing_kind: RecordKind
  thing_id: string
  stage: Stage
}

const addressOf = ({ values, organisationId }: RecordShown, db: Tx<DirectoryTables>) =>
  values.email
    ? Promise.resolve(values.email)
    : organisationId
      ? db
          .selectFrom('organization')
          .select('email')
          .where('id', '=', organisationId)
          .executeTakeFirst()
          .then((row) => row?.email ?? null)
      : Promise.resolve(null)

/** One step of one round that nobody answered. The update is the claim: run twice, it happens once. */
const move = (db: Db<DirectoryTables>, house: House, waiting: Waiting, now: Date): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    const { stage, waits } = nextStage[waiting.stage]!
    const moved = await tx
      .updateTable('check_cycle')
      .set({ stage, next_at: after(now, waits) })
      .where('id', '=', waiting.id)
      .where('stage', '=', waiting.stage)
      .where('ended_at', 'is', null)
      .where('next_at', '<=', now)
      .returning('id')
      .executeTakeFirst()
    const shown = moved && (await maybeRecord(tx, { kind: waiting.thing_kind, id: waiting.thing_id }))
    if (!shown) return false
    const email = stage === 'to_ring' ? null : await addressOf(shown, tx)
    const address = email && mailAddress(email)
    const written = address
      ? await write(tx, house, { cycleId: waiting.id, record: shown, stage, address }, now)
      : false
    if (!written && stage !== 'to_ring') await toRing(tx, waiting.id, now)
    await record(tx, theProgram, CheckMoved, {
      cycleId: waiting.id,
      thingId: waiting.thing_id,
      stage: written ? stage : 'to_ring',
    })
    return true
  })

/** An import writes the date that its source knows, which may be older than our own check: the newer one counts. */
const keepNewerChecks = async (db: Db<DirectoryTables>): Promise<void> => {
  for (const [kind, table] of Object.entries(tables))
    await sql`update ${sql.ref(table)} as one set checked_at = newest.at
      from (select thing_id, max(checked_at) as at from record_check where thing_kind = ${kind} group by thing_id) newest
      where newest.thing_id = one.id and (one.checked_at is null or one.checked_at < newest.at)`.execute(db)
}

/** What is no longer listed, or was checked by its source while we asked, is asked about no more. */
const endNeedless = async (db: Db<DirectoryTables>, now: Date): Promise<void> => {
  await sql`update check_cycle c set ended_at = ${now}, outcome = 'elsewhere', claimed_by = null, claimed_until = null
    where c.ended_at is null and not exists (
      select from service s where s.id = c.thing_id and s.status in ('active', 'temporarily closed') and coalesce(s.checked_at < c.started_at, true)
      union all select from location l where l.id = c.thing_id and not l.confidential and coalesce(l.checked_at < c.started_at, true)
      union all select from organization o where o.id = c.thing_id and coalesce(o.checked_at < c.started_at, true))`.execute(
    db,
  )
}

const fewToEach = (due: DueRecord[]): DueRecord[] => {
  const letters = new Map<string, number>()
  return due
    .filter(({ email }) => {
      const count = email ? (letters.get(email) ?? 0) + 1 : 0
      if (email) letters.set(email, count)
      return count <= mostLettersToOne
    })
    .slice(0, mostStarts)
}

/**
 * Each night: reminds where nobody answered, hands over to those who ring, and begins new rounds with what is longest overdue.
 * In small transactions; broken off and run again it goes on where it was.
 */
export const keepTrue = async (
  db: Db<DirectoryTables>,
  house: House,
  now: Date,
): Promise<{ begun: number; moved: number }> => {
  await keepNewerChecks(db)
  await endNeedless(db, now)
  const waiting = await db
    .selectFrom('check_cycle')
    .select(['id', 'thing_kind', 'thing_id', 'stage'])
    .where('ended_at', 'is', null)
    .where('stage', '<>', 'to_ring')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('id')
    .execute()
  let [begun, moved] = [0, 0]
  for (const one of waiting)
    if (await move(db, house, { ...one, thing_kind: one.thing_kind as RecordKind }, now)) moved++
  for (const one of fewToEach(await dueRecords(db, now, mostStarts * 4)))
    if (await beginRound(db, house, one, now)) begun++
  return { begun, moved }
}
