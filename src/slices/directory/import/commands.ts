import { sql } from 'kysely'
import { across, type Community, type Db, type Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { codeOf, inTransaction } from '#kernel/database/transactions.ts'
import type { Doer } from '#kernel/facts/record.ts'
import { refreshWords } from '#slices/finder/commands.ts'
import { importListings } from '../commands.ts'
import { learnPlaces } from '../gazetteer/commands.ts'
import type { Table } from '../hsds/fields.ts'
import { fingerprintOf, linesIn, rowsOf, type Sources } from '../hsds/files/queries.ts'
import { type Given, rowId, rowReader, type Staged } from '../hsds/rules.ts'
import type { DirectoryTables, Listings } from '../tables.ts'
import {
  type Difference,
  followMerges,
  forgetLeftovers,
  joinTwins,
  keepAdditions,
  keepEdits,
  leaveSecrets,
} from './edits/commands.ts'
import { noticeMissing } from './missing/commands.ts'
import { checkPins } from './pins/commands.ts'
import { batchesAfter, brokenOff, type Knows, knownIds, maybeRun, type Run, rowsOfBatch } from './queries.ts'
import { brokenLink, listingsFrom } from './rules.ts'
import { arrange, defectBook, dropLed, hidePlaces, inBulk, stager } from './staging/commands.ts'

export interface SourceAbout {
  id: string
  name: string
  url?: string | null
  licence?: string | null
}

export interface Told {
  /** What is being done, and how far it is. */
  progress?: (step: 'reading' | 'writing', done: number, total: number) => void
  now: Date
  /** A run that somebody began by handing in a file. */
  runId?: string
}

/** The ids of all to which a link may lead, forward too, and about how many rows there are. */
const idsIn = async ({ files }: Sources, source: string, progress: NonNullable<Told['progress']>) => {
  const ids = new Map<Table, Set<string>>()
  let rows = 0
  for (const file of files) {
    if (!file.ledTo) {
      rows += await linesIn(file.path)
      continue
    }
    for await (const given of rowsOf(file, () => {})) {
      if (++rows % 2_000 === 0) progress('reading', 0, rows)
      if (!given.cells.id?.trim() || given.adds) continue
      const own = ids.get(given.table) ?? new Set()
      ids.set(given.table, own.add(rowId(source, given)))
    }
  }
  return { ids, rows }
}

/**
 * Which rows were left out, of those that links may lead to: nothing that comes later may lead to them, and what came before must not
 * either. Another row may still give the same record whole.
 */
const leavings = (ids: Map<Table, Set<string>>, source: string) => {
  const all = new Map<string, { kind: Table; id: string }>()
  const note = (given: Given, rows: readonly Staged[], isLeftOut = false) => {
    if (!isLeftOut && !all.size) return
    const id = rowId(source, given)
    const key = `${given.table} ${id}`
    if (isLeftOut && !given.cells.id?.trim()) return
    if (isLeftOut) all.set(key, { kind: given.table, id })
    else if (rows.length) all.delete(key)
    // What nests says less each time it comes again: the whole record may stand elsewhere.
    if (isLeftOut && !given.nested) ids.get(given.table)?.delete(id)
    else if (rows.length) ids.get(given.table)?.add(id)
  }
  return { note, all: (known: Knows) => [...all.values()].filter(({ kind, id }) => !known(kind, id)) }
}

const begin = async (
  db: Db<DirectoryTables>,
  run: { id: string; source: string; label: string; fingerprint: string },
  now: Date,
) => {
  // What was left half read is read anew, and nobody waits for last week's preview.
  await sql`delete from import_run where id <> ${run.id} and state in ('reading', 'ready') and (source_id = ${run.source} or touched_at < ${now}::timestamptz - interval '7 days')`.execute(
    db,
  )
  await db
    .insertInto('import_run')
    .values({
      id: run.id,
      source_id: run.source,
      label: run.label,
      fingerprint: run.fingerprint,
      state: 'reading',
      reason: null,
      started_at: now,
      touched_at: now,
      finished_at: null,
    })
    .onConflict((same) => same.column('id').doUpdateSet({ fingerprint: run.fingerprint, touched_at: now }))
    .execute()
  await sql`delete from import_row where run_id = ${run.id}`.execute(db)
  await sql`delete from import_defect where run_id = ${run.id}`.execute(db)
}

const countTaken = async (db: Db<DirectoryTables>, runId: string) => {
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*)::int as count from import_row where run_id = ${runId} group by kind`.execute(db)
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]))
}

/**
 * Reads a source row by row and puts by what it has to say, without touching the directory: what is wrong, what would be written, in
 * which order. The run is then `ready` to be looked at and written, or `refused` with the reason. Files of which an earlier run was
 * killed while it wrote are not read again: that run goes on.
 */
export const readSource = async (
  community: Community,
  sources: Sources,
  about: SourceAbout,
  { progress = () => {}, now, runId: begun }: Told,
): Promise<Run> => {
  const db: Db<DirectoryTables> = community.write
  const fingerprint = await fingerprintOf(sources.files)
  const unfinished = await brokenOff(db, about.id, fingerprint)
  if (unfinished && !begun) return unfinished
  const runId = begun ?? newId()
  await begin(db, { id: runId, source: about.id, label: about.name, fingerprint }, now)
  const { ids, rows: total } = await idsIn(sources, about.id, progress)
  const known = await knownIds(community.read)
  const read = rowReader({
    source: about.id,
    leadsTo: (to, id) =>
      known(to, id) ||
      (to === 'anything' ? [...ids.values()].some((some) => some.has(id)) : (ids.get(to)?.has(id) ?? false)),
  })
  const { put, finish } = stager(db, runId, (id) => [...ids.values()].some((some) => some.has(id)))
  const book = defectBook(db, runId)
  const links = new Map<string, { given: number; leads: number }>()
  const lines = new Map<string, { file: string; row: number }>()
  const hidden = new Set<string>()
  const leftOut = leavings(ids, about.id)
  let done = 0
  for (const file of sources.files) {
    for await (const given of rowsOf(file, book.say)) {
      const { rows, defects, hides, isLeftOut, links: found } = read(given)
      leftOut.note(given, rows, isLeftOut)
      for (const row of rows) {
        if (row.kind === 'location' && !lines.has(row.id)) lines.set(row.id, { file: given.file, row: given.row })
        await put(row)
      }
      for (const defect of defects) book.say(defect)
      if (book.isFull()) await book.finish()
      if (hides) hidden.add(hides)
      for (const { column, leads } of found) {
        const key = `${given.file}\n${column}`
        const count = links.get(key) ?? { given: 0, leads: 0 }
        links.set(key, { given: count.given + 1, leads: count.leads + Number(leads) })
      }
      if (++done % 2_000 === 0) progress('reading', done, total)
    }
  }
  await finish()
  for (const defect of await dropLed(db, runId, leftOut.all(known))) book.say({ ...defect, file: about.name, row: 0 })
  await hidePlaces(db, runId, [...hidden])
  await checkPins(
    db,
    runId,
    (id) => lines.get(id) ?? { file: '', row: 0 },
    async (defect) => {
      book.say(defect)
      if (book.isFull()) await book.finish()
    },
  )
  await book.finish()
  const taken = await countTaken(db, runId)
  const nothing = Object.keys(taken).length ? null : 'There is nothing in it that we can read.'
  const reason = brokenLink(links) ?? nothing
  const last = reason ? -1 : await arrange(db, runId)
  if (reason) await sql`delete from import_row where run_id = ${runId}`.execute(db)
  await db
    .updateTable('import_run')
    .set({
      state: reason ? 'refused' : 'ready',
      reason,
      taken: JSON.stringify(taken),
      not_read: JSON.stringify(sources.notRead),
      defects: book.count(),
      last_batch: String(last),
      touched_at: now,
    })
    .where('id', '=', runId)
    .execute()
  progress('reading', done, done)
  return (await maybeRun(db, runId))!
}

/** What a batch of a run writes, with what was changed, added, merged or hidden here respected. */
export const respected = async (tx: Tx<DirectoryTables>, batch: Listings, run: Run) => {
  const secret = await leaveSecrets(tx, batch)
  await followMerges(tx, batch)
  await joinTwins(tx, batch)
  const before = batch.organization.length + batch.location.length + batch.service.length
  const differences = await keepEdits(tx, batch, { source: run.source_id, runId: run.id })
  const out = before - batch.organization.length - batch.location.length - batch.service.length
  await keepAdditions(tx, batch)
  return { differences, left: secret + out }
}

const noteDifferences = async (tx: Tx<DirectoryTables>, runId: string, differences: readonly Difference[]) => {
  if (!differences.length) return
  await sql`insert into import_difference (run_id, thing_id, field, kind, ours, theirs)
    select ${runId}::uuid, id, field, kind, ours, theirs from jsonb_to_recordset(${JSON.stringify(differences)}::jsonb)
      as given (id uuid, field text, kind text, ours text, theirs text) on conflict do nothing`.execute(tx)
}

const nothing = { inserted: 0, updated: 0, unchanged: 0, kept: 0 }

interface Standing {
  batch: number
  /** The batch that was done last. */
  before: number
}

/** Two programs may not write the same run: whoever comes second finds the batch done and stops. */
const markDone = async (
  tx: Tx<DirectoryTables>,
  run: Run,
  { batch, before }: Standing,
  counts: typeof nothing,
  now: Date,
) => {
  const { numAffectedRows } = await sql`
    update import_run set done_batch = ${batch}, touched_at = ${now}, inserted = inserted + ${counts.inserted},
      updated = updated + ${counts.updated}, unchanged = unchanged + ${counts.unchanged}, kept = kept + ${counts.kept}
    where id = ${run.id} and state = 'writing' and done_batch = ${before}`.execute(tx)
  if (!numAffectedRows) throw new Error('Somebody else is writing the same import at this moment.')
}

const writeBatch = (
  db: Db<DirectoryTables>,
  doer: Doer,
  run: Run,
  at: { batch: number; before: number; zone: string },
  now: Date,
) =>
  inTransaction(db, async (tx) => {
    const batch = listingsFrom(await rowsOfBatch(tx, run.id, at.batch), at.zone)
    const { differences, left } = await respected(tx, batch, run)
    const written = await importListings(tx, doer, batch, now, { by: run.source_id })
    await noteDifferences(tx, run.id, differences)
    await markDone(tx, run, at, { ...written, unchanged: written.unchanged + left, kept: differences.length }, now)
  })

/** PostgreSQL's classes of «these values cannot be stored»: data, and constraints. */
export const isAboutValues = (error: unknown) => /^(22|23)/u.test(codeOf(error) ?? '')

/** A batch that cannot be stored as it is never stops the rest: it is said, and passed over. */
const passOver = async (
  db: Db<DirectoryTables>,
  run: Run,
  at: { batch: number; before: number },
  error: unknown,
  now: Date,
) =>
  inTransaction(db, async (tx) => {
    const problem = `could not be stored: ${error instanceof Error ? error.message : error}`
    await sql`insert into import_defect (run_id, position, file, line, field, problem, done)
      select ${run.id}::uuid, coalesce(max(position), 0) + 1, ${run.label}, 0, null, ${problem}, 'row left out' from import_defect where run_id = ${run.id}`.execute(
      tx,
    )
    await sql`update import_run set defects = defects + 1 where id = ${run.id}`.execute(tx)
    await markDone(tx, run, at, nothing, now)
  })

export const putSource = async (db: Db<DirectoryTables>, about: SourceAbout, { id }: Run) =>
  sql`insert into source (id, name, url, licence) values (${about.id}, ${about.name}, ${about.url ?? null}, ${about.licence ?? null})
    on conflict (id) do update set name = excluded.name, url = coalesce(excluded.url, source.url), licence = coalesce(excluded.licence, source.licence)
    where ${id}::uuid is not null`.execute(db)

/** The last run of a source and the one before keep their defects; older ones only their numbers. */
const tidyUp = (db: Db<DirectoryTables>, doer: Doer, run: Run, now: Date) =>
  inTransaction(db, async (tx) => {
    await inBulk(tx)
    await forgetLeftovers(tx, run.source_id, run.id)
    const { missing, isPart } = await noticeMissing(tx, doer, run, now)
    await sql`delete from import_row where run_id = ${run.id}`.execute(tx)
    await sql`delete from import_defect where run_id in (select id from import_run where source_id = ${run.source_id} order by started_at desc offset 2)`.execute(
      tx,
    )
    await sql`update import_run set state = 'done', finished_at = ${now}, touched_at = ${now}, missing = ${missing}, is_part = ${isPart} where id = ${run.id}`.execute(
      tx,
    )
  })

/** Writes what a run has put by, batch after batch, each of them whole; after a crash it goes on where it was. */
export const writeRun = async (
  community: Community,
  doer: Doer,
  run: Run,
  about: SourceAbout,
  { progress = () => {}, now }: Told,
): Promise<Run> => {
  const db: Db<DirectoryTables> = community.write
  await sql`update import_run set state = 'writing' where id = ${run.id} and state in ('ready', 'writing')`.execute(db)
  await putSource(db, about, run)
  const batches = await inTransaction(db, async (tx) => {
    await inBulk(tx)
    return batchesAfter(tx, run, Number(run.done_batch))
  })
  let before = Number(run.done_batch)
  for (const [index, { at: batch, same, things }] of batches.entries()) {
    const at = { batch, before, zone: community.zone }
    try {
      if (same) await inTransaction(db, (tx) => markDone(tx, run, at, { ...nothing, unchanged: things }, now))
      else await writeBatch(db, doer, run, at, now)
    } catch (error) {
      if (!isAboutValues(error)) throw error
      await passOver(db, run, at, error, now)
    }
    before = batch
    progress('writing', index + 1, batches.length)
  }
  await tidyUp(db, doer, run, now)
  await refreshWords(across(community.write))
  await learnPlaces(community)
  return (await maybeRun(db, run.id))!
}

/** Throws away what was read: nothing of it was written. */
export const discardRun = async (db: Db<DirectoryTables>, id: string): Promise<void> => {
  await db.deleteFrom('import_run').where('id', '=', id).where('state', 'in', ['reading', 'ready', 'refused']).execute()
}
