import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import type { Defect } from '../../hsds/rules.ts'
import { idFor } from '../../listing/rules.ts'
import type { DirectoryTables } from '../../tables.ts'
import { inBulk } from '../staging/commands.ts'
import { judge, middleOf } from './rules.ts'

interface Placed {
  id: string
  lat: number | null
  lon: number | null
  state: string | null
  type: string | null
  secret: boolean | null
}

const centreOf = async (db: Db<DirectoryTables>, runId: string) => {
  const { rows } = await sql<{ lat: number; lon: number }>`
    select (body ->> 'latitude')::float8 as lat, (body ->> 'longitude')::float8 as lon from import_row
    where run_id = ${runId} and kind = 'location' and body ? 'latitude'
    union all select latitude, longitude from location where latitude is not null and not confidential limit 20000`.execute(
    db,
  )
  return middleOf(rows)
}

const page = 20_000

const placesAfter = (db: Db<DirectoryTables>, runId: string, after: number) =>
  inTransaction(db, async (tx) => {
    await inBulk(tx)
    const { rows } = await sql<Placed & { position: string }>`
    with shown as materialized (select id, position, body from import_row
      where run_id = ${runId} and kind = 'location' and position > ${after} order by position limit ${page}),
    state as materialized (select distinct on (one) one as id, a.body ->> 'state_province' as name
      from import_row a cross join unnest(a.parents) one where a.run_id = ${runId} and a.kind = 'address' order by one, a.position)
    select shown.id, shown.position, (body ->> 'latitude')::float8 as lat, (body ->> 'longitude')::float8 as lon,
      body ->> 'location_type' as type, (body ->> 'confidential')::boolean as secret, state.name as state
    from shown left join state on state.id = shown.id order by shown.position`.execute(tx)
    return rows
  })

const takePin = async (db: Db<DirectoryTables>, runId: string, { id, lat, lon }: Placed) => {
  await sql`update import_row set body = body - '{latitude,longitude}'::text[] where run_id = ${runId} and kind = 'location' and id = ${id}`.execute(
    db,
  )
  const kept = [
    ['latitude', lat],
    ['longitude', lon],
  ].map(([field, value]) => ({
    id: idFor(id, 'given_value', String(field)),
    body: { thing_id: id, field, thing_type: 'location', value: String(value) },
  }))
  await sql`insert into import_row (run_id, kind, id, position, parents, body, batch)
    select ${runId}::uuid, 'given_value', id, 0, array[${id}::uuid], body,
      (select batch from import_row l where l.run_id = ${runId} and l.kind = 'location' and l.id = ${id})
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as given (id uuid, body jsonb) on conflict do nothing`.execute(
    db,
  )
}

/**
 * Looks at where each place is said to be: without a pin it cannot be found by distance, a pin outside of its address's state is
 * taken away (a wrong one is worse than none), one far from all others is said. `lines` knows in which file and row a place stood.
 */
export const checkPins = async (
  db: Db<DirectoryTables>,
  runId: string,
  lines: (id: string) => { file: string; row: number },
  say: (defect: Defect) => Promise<void> | void,
): Promise<void> => {
  const centre = await centreOf(db, runId)
  for (let after = 0; ; ) {
    const places = await placesAfter(db, runId, after)
    for (const found of places) {
      if (found.type === 'virtual' || found.secret) continue
      const { lat, lon, id, state } = found
      const at = { ...lines(id), column: 'latitude' }
      if (lat === null || lon === null) {
        await say({ ...at, problem: 'has no position: it cannot be found by distance', done: 'kept as it is' })
        continue
      }
      const judged = judge({ lat, lon }, state, centre)
      if (judged.kind === 'wrongState') {
        await takePin(db, runId, found)
        await say({
          ...at,
          problem: `the pin lies outside of ${judged.state}, the state of its address`,
          done: 'left empty',
        })
      } else if (judged.kind === 'far') {
        const kilometres = Math.round(judged.metres / 1000)
        await say({
          ...at,
          problem: `the pin lies ${kilometres} km from the middle of all others`,
          done: 'kept as it is',
        })
      }
    }
    if (places.length < page) return
    after = Number(places.at(-1)!.position)
  }
}
