import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { changeFields, closeRecord } from '../editing/commands.ts'
import { differing, type Field, type Thing, type Values } from '../editing/rules.ts'
import { SuggestionDecided, SuggestionMade } from '../facts.ts'
import { keepCheck } from '../freshness/keeping/commands.ts'
import type { ServiceKind } from '../rules.ts'
import type { DirectoryTables } from '../tables.ts'
import { suggestable, suggestionFor } from './queries.ts'
import { type Decision, proposals, type SuggestedField } from './rules.ts'

export interface About {
  note: string
  email: string
  language: string
  /** It has closed, they say. */
  gone: boolean
}

export type Suggested = 'made' | 'known' | 'nothing'

type Proposed = Partial<Record<SuggestedField, string>>

/** The same about the same is one suggestion; of a suggestion in words alone the words tell. */
const digestOf = (thing: Thing | null, proposed: Proposed, note: string): string => {
  const fields = Object.entries(proposed).map(([field, value]) => [field, value.toLowerCase().replace(/\s+/gu, ' ')])
  const said = fields.length ? fields.sort() : note.toLowerCase()
  return createHash('sha256')
    .update(JSON.stringify([thing?.id ?? null, said]))
    .digest('base64url')
}

const keep = async (
  tx: Tx<DirectoryTables>,
  actor: Actor,
  thing: Thing | null,
  was: Values,
  proposed: Proposed,
  about: About,
  now: Date,
): Promise<Suggested> => {
  const id = newId()
  const made = await tx
    .insertInto('suggestion')
    .values({
      id,
      thing_kind: thing?.kind ?? 'service',
      thing_id: thing?.id ?? null,
      made_at: now,
      person_id: actor.actedBy ? null : actor.personId,
      email: about.email || null,
      language: about.language,
      note: about.note || null,
      digest: digestOf(thing, proposed, about.note),
      decided_at: null,
      decided_by: null,
    })
    .onConflict((open) => open.column('digest').where('decided_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return 'known'
  const fields = Object.entries(proposed).map(([field, value]) => ({
    suggestion_id: id,
    field,
    was: was[field as Field] ?? '',
    proposed: value,
    state: null,
    taken: null,
    reason: null,
  }))
  if (fields.length) await tx.insertInto('suggested_field').values(fields).execute()
  await record(tx, actor, SuggestionMade, { suggestionId: id, thingId: thing?.id ?? null })
  return 'made'
}

/** Anybody says what is wrong in a listing; nothing changes until somebody has reviewed it. The same said twice is one suggestion. */
export const suggestChange = (
  db: Db<DirectoryTables>,
  actor: Actor,
  thing: Thing,
  given: Values,
  about: About,
  now: Date,
): Promise<Suggested> =>
  inTransaction(db, async (tx): Promise<Suggested> => {
    const { values } = await suggestable(tx, thing)
    const proposed = { ...proposals(values, given), ...(about.gone ? { status: 'defunct' } : {}) }
    if (!Object.keys(proposed).length && !about.note) return 'nothing'
    return keep(tx, actor, thing, values, proposed, about, now)
  })

/** Anybody names a listing that is missing. */
export const suggestListing = (
  db: Db<DirectoryTables>,
  actor: Actor,
  given: Proposed,
  about: About,
  now: Date,
): Promise<Suggested> =>
  inTransaction(db, (tx) => {
    const proposed = Object.fromEntries(Object.entries(given).filter(([, value]) => value))
    return keep(tx, actor, null, {}, proposed, about, now)
  })

/** Begins a listing of a service from what was suggested; the rest is written like every change. */
const beginService = async (
  tx: Tx<DirectoryTables>,
  name: string,
  where: string,
  kind: ServiceKind,
  zone: string,
  now: Date,
): Promise<Thing> => {
  const id = newId()
  await sql`insert into service (id, kind, name, status, modified_at) values (${id}, ${kind}, ${name}, 'active', ${now})`.execute(
    tx,
  )
  if (where) {
    const locationId = newId()
    await sql`insert into location (id, location_type, kind, zone, precision) values (${locationId}, 'physical', 'venue', ${zone}, 'exact')`.execute(
      tx,
    )
    await sql`insert into address (id, location_id, address_1) values (${newId()}, ${locationId}, ${where})`.execute(tx)
    await tx
      .insertInto('service_at_location')
      .values({ id: newId(), service_id: id, location_id: locationId, description: null })
      .execute()
  }
  return { kind: 'service', id }
}

const takenOf = (
  fields: { field: SuggestedField; proposed: string }[],
  decisions: ReadonlyMap<SuggestedField, Decision>,
): Proposed =>
  Object.fromEntries(
    fields.flatMap(({ field, proposed }) => {
      const decision = decisions.get(field)
      if (decision?.kind === 'accepted') return [[field, proposed]]
      return decision?.kind === 'changed' ? [[field, decision.to]] : []
    }),
  )

export interface Review {
  decisions: ReadonlyMap<SuggestedField, Decision>
  /** What a new listing is. */
  kind: ServiceKind
  zone: string
}

/**
 * Decides a suggestion field by field, writes what is taken over into the listing, and lets whoever made it know. Of two who review
 * at once the first decides.
 * @throws NotFound where it is not this actor's to review, or decided already
 */
export const decide = (
  db: Db<DirectoryTables>,
  actor: Actor,
  id: string,
  { decisions, kind, zone }: Review,
  now: Date,
): Promise<{ taken: number; thing: Thing | null }> =>
  inTransaction(db, async (tx) => {
    await sql`select id from suggestion where id = ${id} for update`.execute(tx)
    const shown = await suggestionFor(tx, actor, id)
    const taken = takenOf(shown.fields, decisions)
    const { where = '', status, ...values } = taken
    const begins = !shown.thing && taken.name
    const thing = begins ? await beginService(tx, taken.name!, where, kind, zone, now) : shown.thing
    const writing = { by: 'contributor', now } as const
    if (thing && differing({}, values).length) await changeFields(tx, thing, values, writing)
    if (thing && status === 'defunct') await closeRecord(tx, thing, writing)
    if (thing && begins) await keepCheck(tx, { thing, how: 'review', outcome: 'right', personId: actor.personId }, now)
    for (const [field, decision] of decisions)
      await tx
        .updateTable('suggested_field')
        .set({
          state: decision.kind,
          taken: taken[field] ?? null,
          reason: decision.kind === 'refused' ? decision.reason : null,
        })
        .where('suggestion_id', '=', id)
        .where('field', '=', field)
        .execute()
    await tx
      .updateTable('suggestion')
      .set({ decided_at: now, decided_by: actor.personId, note: null, ...(begins ? { thing_id: thing!.id } : {}) })
      .where('id', '=', id)
      .execute()
    await record(tx, actor, SuggestionDecided, { suggestionId: id, taken: Object.keys(taken).length })
    return { taken: Object.keys(taken).length, thing }
  })
