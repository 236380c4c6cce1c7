import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { self } from '../account/commands.ts'
import { oneAtATime } from '../commands.ts'
import { ConsentGiven, ConsentWithdrawn } from '../facts.ts'
import type { PeopleTables } from '../tables.ts'
import { defaultDays } from './rules.ts'
import type { HowGiven } from './tables.ts'

export interface NewConsent {
  /** Whose; the actor's own without it. Whoever records for another has asked them, by phone or on paper. */
  personId?: string
  /** A key of the slice that asks: `matching.coffee`. */
  purpose: string
  scope?: string | null
  /** Who may use the data, by name. */
  recipient: string
  /** Which data, in words of `language`. */
  data: readonly string[]
  /** The whole sentence as it was shown or read out. */
  words: string
  language: string
  how: HowGiven
  /** Ninety days without it. */
  until?: Date
}

/** Of requests at once the elder may come second: what ends, ends no sooner than it began. */
const ended = (now: Date) => sql<Date>`greatest(given_at, ${now}::timestamptz)`

/** Writes down that somebody agreed. Agreeing again replaces what was agreed before. Returns the consent's id. */
export const giveConsent = (db: Db<PeopleTables>, actor: Actor, wanted: NewConsent, now: Date): Promise<string> =>
  inTransaction(db, async (tx) => {
    const { purpose, recipient, data, words, language, how, scope = null } = wanted
    const personId = wanted.personId ?? self(actor)
    await oneAtATime(tx, [personId])
    await tx
      .updateTable('consent')
      .set({ withdrawn_at: ended(now) })
      .where('person_id', '=', personId)
      .where('purpose', '=', purpose)
      .where('scope', 'is not distinct from', scope)
      .where('withdrawn_at', 'is', null)
      .execute()
    const id = newId()
    const until = wanted.until ?? new Date(now.getTime() + defaultDays * 86_400_000)
    const recorded_by = actor.actedBy ?? (personId === actor.personId ? null : actor.personId)
    const told = { purpose, scope, recipient, data: [...data], words, language, how, until, recorded_by }
    await tx
      .insertInto('consent')
      .values({ id, person_id: personId, given_at: now, withdrawn_at: null, ...told })
      .execute()
    await record(tx, actor, ConsentGiven, { consentId: id, personId })
    return id
  })

/** Takes one's own word back, at once and without a reason. Doing it twice is no mistake. */
export const withdrawConsent = (db: Db<PeopleTables>, actor: Actor, id: string, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    const known = await tx
      .selectFrom('consent')
      .select('withdrawn_at')
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .forUpdate()
      .executeTakeFirst()
    if (!known) throw new NotFound()
    if (known.withdrawn_at) return
    await tx
      .updateTable('consent')
      .set({ withdrawn_at: ended(now) })
      .where('id', '=', id)
      .execute()
    await record(tx, actor, ConsentWithdrawn, { consentId: id, personId })
  })
