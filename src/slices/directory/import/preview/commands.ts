import { sql } from 'kysely'
import type { Community, Db, Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import type { Doer } from '#kernel/facts/record.ts'
import { importListings } from '../../commands.ts'
import type { DirectoryTables } from '../../tables.ts'
import { isAboutValues, putSource, respected } from '../commands.ts'
import { countMissing, missingIn } from '../missing/queries.ts'
import { isPart } from '../missing/rules.ts'
import { batchesAfter, type Preview, type Run, rowsOfBatch } from '../queries.ts'
import { listingsFrom } from '../rules.ts'

class OnlyLooking extends Error {}

/** Does a part of a transaction; null, and nothing of it done, where its values cannot be stored. */
const tryBatch = async <Result>(tx: Tx<DirectoryTables>, work: () => Promise<Result>): Promise<Result | null> => {
  await sql`savepoint batch`.execute(tx)
  try {
    return await work()
  } catch (error) {
    if (!isAboutValues(error)) throw error
    await sql`rollback to savepoint batch`.execute(tx)
    return null
  }
}

/** What writing a run would do, found out by doing it in a transaction that is taken back. */
export const previewOf = async (
  community: Community,
  run: Run,
  doer: Doer,
  now: Date,
  most = 100,
): Promise<Preview> => {
  const db: Db<DirectoryTables> = community.write
  let result: Preview | null = null
  try {
    await inTransaction(db, async (tx) => {
      result = await previewIn(tx, community, run, doer, now, most)
      throw new OnlyLooking()
    })
  } catch (error) {
    if (!(error instanceof OnlyLooking)) throw error
  }
  return result!
}

const previewIn = async (
  tx: Tx<DirectoryTables>,
  community: Community,
  run: Run,
  doer: Doer,
  now: Date,
  most: number,
): Promise<Preview> => {
  const { missing: count, fresh, known } = await countMissing(tx, run.source_id, run.id)
  const records = count ? await missingIn(tx, run.source_id, run.id, most) : []
  const missing = { count, isPart: isPart(fresh, known), records }
  const total: Preview = { inserted: 0, updated: 0, unchanged: 0, kept: 0, changes: [], differences: [], missing }
  await sql`update import_run set state = 'writing' where id = ${run.id}`.execute(tx)
  await putSource(tx, { id: run.source_id, name: run.label }, run)
  const {
    rows: [begun],
  } = await sql<{
    at: string
  }>`select coalesce(max(id::text), '00000000-0000-0000-0000-000000000000') as at from metadata`.execute(tx)
  for (const { at: batch, same, things } of await batchesAfter(tx, run, -1)) {
    total.unchanged += same ? things : 0
    if (same) continue
    const tried = await tryBatch(tx, async () => {
      const listings = listingsFrom(await rowsOfBatch(tx, run.id, batch), community.zone)
      const { differences, left } = await respected(tx, listings, run)
      const written = await importListings(tx, doer, listings, now, { by: run.source_id, found: false })
      return { differences, left, written }
    })
    if (!tried) continue
    const { differences, left, written } = tried
    total.inserted += written.inserted
    total.updated += written.updated
    total.unchanged += written.unchanged + left
    total.kept += differences.length
    total.differences.push(...differences.slice(0, most - total.differences.length))
  }
  const { rows } = await sql<Preview['changes'][number]>`
    select resource_type as kind, resource_id::text as id, field_name as field, previous_value as before, replacement_value as after
    from metadata where updated_by = ${run.source_id} and recorded_at = ${now} and id > ${begun!.at}::uuid order by id limit ${most}`.execute(
    tx,
  )
  return { ...total, changes: rows }
}
