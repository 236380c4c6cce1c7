import { createHash } from 'node:crypto'
import { type SelectQueryBuilder, sql } from 'kysely'
import { type AnyTx, acrossTx, type Tx } from '#kernel/database/database.ts'
import type { FactTables } from './tables.ts'

/** A fact as the chain sees it: every value as PostgreSQL writes it, so that both sides hash the same characters. */
export interface SealedFact {
  id: string
  /** Microseconds since 1970. */
  at: string
  by: string | null
  name: string
  data: string
  /** Only facts done on somebody's behalf say for whom, so that the seals of all others stay as they were. */
  actedFor: string | null
}

/** What stands before the first fact. */
export const beginning: Buffer = Buffer.alloc(32)

/** The seal of a fact: SHA-256 over the seal before it, its place, and all that it says. JSON keeps the parts apart. */
export const sealOf = (before: Buffer, sequence: string, { id, at, by, name, data, actedFor }: SealedFact): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([before.toString('hex'), sequence, id, at, by, name, data, ...(actedFor ? [actedFor] : [])]))
    .digest()

export const asSealed = <Query extends SelectQueryBuilder<FactTables, 'fact', object>>(query: Query) =>
  query.select([
    'id',
    sql<string>`(extract(epoch from at) * 1000000)::bigint::text`.as('at'),
    'by',
    'name',
    sql<string>`data::text`.as('data'),
    'acted_for as actedFor',
  ])

/**
 * Seals the facts that were added since the last time, in one chain: each seal holds the one before it, so that no sealed row can
 * be changed, removed or put in between without breaking all that follow. Writers never wait for it; one sealer at a time.
 * Returns how many were sealed.
 */
export const sealFacts = async (tx: AnyTx, atMost = 2_000): Promise<number> => {
  const facts: Tx<FactTables> = acrossTx(tx)
  await sql`select pg_advisory_xact_lock(hashtextextended('wellmet seal ' || current_schema(), 0))`.execute(tx)
  const end = await facts
    .selectFrom('fact')
    .select(['sequence', 'seal'])
    .where('sequence', 'is not', null)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  const open = await asSealed(facts.selectFrom('fact'))
    .where('sequence', 'is', null)
    .orderBy('id')
    .limit(atMost)
    .execute()
  let [sequence, seal] = [BigInt(end?.sequence ?? 0), end?.seal ?? beginning]
  const sealed = open.map((row) => {
    sequence++
    seal = sealOf(seal, String(sequence), row)
    return { id: row.id, sequence: String(sequence), seal: seal.toString('hex') }
  })
  if (sealed.length) await write(tx, sealed)
  return sealed.length
}

const write = (tx: AnyTx, sealed: { id: string; sequence: string; seal: string }[]) =>
  sql`update fact set sequence = given.sequence, seal = decode(given.seal, 'hex')
    from json_to_recordset(${JSON.stringify(sealed)}::json) as given (id uuid, sequence bigint, seal text)
    where fact.id = given.id`.execute(tx)
