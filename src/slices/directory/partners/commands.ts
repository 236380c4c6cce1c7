import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { changeFields } from '../editing/commands.ts'
import { recordOf } from '../editing/queries.ts'
import { differing, type Field, fieldLogged, hoursText, type KeptSchedule, type Values } from '../editing/rules.ts'
import { ListingWritten, PartnerKeyEnded, PartnerKeyMade } from '../facts.ts'
import { keepCheck } from '../freshness/keeping/commands.ts'
import type { DirectoryTables } from '../tables.ts'
import type { NewKey, ServiceWritten } from './fields.ts'
import { hashOf, keyBeginning } from './rules.ts'

/** A key for a program of this organisation. It is returned once and kept only as a hash. */
export const makeKey = (
  db: Db<DirectoryTables>,
  actor: Actor,
  organisationId: string,
  { label, url }: NewKey,
  now: Date,
): Promise<string> =>
  inTransaction(db, async (tx) => {
    const [id, key] = [newId(), `${keyBeginning}${randomBytes(32).toString('base64url')}`]
    await tx
      .insertInto('partner_key')
      .values({
        id,
        organization_id: organisationId,
        label,
        hash: hashOf(key),
        created_at: now,
        url: url || null,
        told_until: now,
        try_at: now,
      })
      .execute()
    await record(tx, actor, PartnerKeyMade, { keyId: id, organisationId })
    return key
  })

/** From now on the key opens nothing, and its program is told nothing. */
export const endKey = (
  db: Db<DirectoryTables>,
  actor: Actor,
  organisationId: string,
  id: string,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('partner_key')
      .set({ ended_at: now, url: null })
      .where('id', '=', id)
      .where('organization_id', '=', organisationId)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (!numUpdatedRows) throw new NotFound()
    await record(tx, actor, PartnerKeyEnded, { keyId: id, organisationId })
  })

const hours = (schedules: NonNullable<ServiceWritten['schedules']>) =>
  hoursText(
    schedules.map(
      ({ freq, interval, byday, opens_at, closes_at, valid_from, valid_to, description }) =>
        ({ freq, interval, byday, opens_at, closes_at, valid_from, valid_to, description }) as KeptSchedule,
    ),
  )

/** HSDS's names as our fields; what is left out is left alone. */
const valuesIn = (given: ServiceWritten): Values => {
  const plain: [Field, string | null | undefined][] = [
    ['name', given.name],
    ['description', given.description],
    ['email', given.email],
    ['url', given.url],
    ['status', given.status],
    ['how', given.application_process],
    ['who', given.eligibility_description],
    ['fees', given.fees_description],
    ['wait_time', given.wait_time],
    ['phone', given.phones && (given.phones[0]?.number ?? '')],
    ['languages', given.languages?.map(({ code, name }) => code ?? name).join(', ')],
    ['hours', given.schedules && hours(given.schedules)],
  ]
  return Object.fromEntries(plain.flatMap(([field, value]) => (value === undefined ? [] : [[field, value ?? '']])))
}

/** A field that somebody else changed since the partner read it. */
export interface Conflict {
  field: string
  ours: string
  yours: string
  changed_by: string
  changed_at: string
}

const changedSince = async (tx: Tx<DirectoryTables>, id: string, since: Date) => {
  const { rows } = await sql<{ field: string; by: string; at: Date }>`
    select distinct on (field_name) field_name as field, updated_by as by, recorded_at as at from metadata
    where resource_id = ${id} and recorded_at > ${since} order by field_name, recorded_at desc`.execute(tx)
  return new Map(rows.map(({ field, by, at }) => [fieldLogged('service', field) ?? field, { by, at }]))
}

export type Written = { changed: number; conflicts: [] } | { changed: 0; conflicts: Conflict[] }

/**
 * Writes a service of the key's own organisation. Where somebody else changed a field since the partner read it, nothing at all is
 * written and each such field is named with both values; naming it in `overwrite` writes it all the same.
 * @throws NotFound where it is no service of theirs
 */
export const writeService = (
  db: Db<DirectoryTables>,
  key: { id: string; organisationId: string },
  id: string,
  given: ServiceWritten,
  now: Date,
): Promise<Written> =>
  inTransaction(db, async (tx): Promise<Written> => {
    const own = await tx
      .selectFrom('service')
      .select('id')
      .where('id', '=', id)
      .where('organization_id', '=', key.organisationId)
      .forUpdate()
      .executeTakeFirst()
    if (!own) throw new NotFound()
    const thing = { kind: 'service', id } as const
    const [there, wanted] = [await recordOf(tx, thing), valuesIn(given)]
    const since = await changedSince(tx, id, new Date(given.last_modified))
    const conflicts = differing(there.values, wanted).flatMap((field): Conflict[] => {
      const change = since.get(field)
      if (!change || given.overwrite.includes(field)) return []
      const values = { ours: there.values[field] ?? '', yours: wanted[field] ?? '' }
      return [{ field, ...values, changed_by: change.by, changed_at: change.at.toISOString() }]
    })
    if (conflicts.length) return { changed: 0, conflicts }
    const changed = await changeFields(tx, thing, wanted, { by: 'organisation', now })
    await tx
      .updateTable('partner_key')
      .set({ used_on: now.toISOString().slice(0, 10) })
      .where('id', '=', key.id)
      .execute()
    await keepCheck(tx, { thing, how: 'editor', outcome: changed ? 'changed' : 'right', personId: null }, now)
    await record(tx, theProgram, ListingWritten, { thingId: id, keyId: key.id, fields: changed })
    return { changed, conflicts: [] }
  })
