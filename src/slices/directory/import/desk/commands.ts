import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import type { Community, Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import { addJob } from '#kernel/jobs/add.ts'
import { task } from '#kernel/jobs/tasks.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { ImportAsked, ImportConfirmed, ImportDropped } from '../../facts.ts'
import { withUnpacked } from '../../hsds/archive/commands.ts'
import { Unusable } from '../../hsds/archive/rules.ts'
import { sniffing } from '../../hsds/commands.ts'
import { headerOf, onlySheetAt, sourcesAt } from '../../hsds/files/queries.ts'
import { turnOf } from '../../hsds/files/rules.ts'
import { isIcarol } from '../../hsds/icarol/rules.ts'
import { type Chosen, type ColumnRead, columnsRead } from '../../hsds/sheet/rules.ts'
import type { DirectoryTables } from '../../tables.ts'
import { readSource, writeRun } from '../commands.ts'
import { previewOf } from '../preview/commands.ts'
import { maybeRun, type Run } from '../queries.ts'
import { slugOf } from '../rules.ts'
import type { Meanings, Upload } from './fields.ts'
import { maybeSheet } from './queries.ts'
import { fileNameOf } from './rules.ts'

const importTaskName = 'directory.import'

/** Takes a file to be read in the background. Nothing of it is in the directory before somebody says yes. */
export const askForImport = async (
  db: Db<DirectoryTables>,
  actor: Actor,
  upload: Upload,
  now: Date,
): Promise<string> => {
  const bytes = Buffer.from(await upload.file.arrayBuffer())
  const name = fileNameOf(upload.file.name)
  const label = upload.name || name.replace(/\.\w+$/u, '')
  return inTransaction(db, async (tx) => {
    const id = newId()
    const run = { id, source_id: slugOf(label), label, fingerprint: '', state: 'reading' as const, reason: null }
    await tx
      .insertInto('import_run')
      .values({ ...run, licence: upload.licence || null, started_at: now, touched_at: now, finished_at: null })
      .execute()
    await tx.insertInto('import_upload').values({ run_id: id, name, bytes }).execute()
    await addJob(tx, importTaskName, { run: id })
    await record(tx, actor, ImportAsked, { runId: id })
    return id
  })
}

/** Reads a plain sheet again with its columns as somebody named them, one meaning for each in their order. */
export const readColumnsAs = (
  db: Db<DirectoryTables>,
  actor: Actor,
  id: string,
  { meaning }: Meanings,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const run = await maybeSheet(tx, id)
    if (!run || run.columns_read!.length !== meaning.length) throw new NotFound()
    const columns = run.columns_read!.map(({ column }, at) => ({
      column,
      field: meaning[at] || null,
      suggestion: null,
    }))
    const { numUpdatedRows } = await tx
      .updateTable('import_run')
      .set({ state: 'reading', reason: null, preview: null, touched_at: now, columns_read: JSON.stringify(columns) })
      .where('id', '=', id)
      .where('state', 'in', ['ready', 'refused'])
      .executeTakeFirst()
    if (!numUpdatedRows) throw new NotFound()
    await addJob(tx, importTaskName, { run: id })
    await record(tx, actor, ImportAsked, { runId: id })
  })

/** Says yes to what was shown: it is written in the background. Twice is once. */
export const confirmImport = (db: Db<DirectoryTables>, actor: Actor, id: string, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('import_run')
      .set({ state: 'writing', touched_at: now })
      .where('id', '=', id)
      .where('state', '=', 'ready')
      .executeTakeFirst()
    if (!numUpdatedRows) throw new NotFound()
    await tx.deleteFrom('import_upload').where('run_id', '=', id).execute()
    await addJob(tx, importTaskName, { run: id })
    await record(tx, actor, ImportConfirmed, { runId: id })
  })

/** Throws away what was read; of the directory nothing changes. */
export const dropImport = (db: Db<DirectoryTables>, actor: Actor, id: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('import_run')
      .where('id', '=', id)
      .where('state', 'in', ['ready', 'refused', 'reading'])
      .executeTakeFirst()
    if (!numDeletedRows) throw new NotFound()
    await record(tx, actor, ImportDropped, { runId: id })
  })

const refuse = (db: Db<DirectoryTables>, id: string, reason: string, now: Date) =>
  db
    .updateTable('import_run')
    .set({ state: 'refused', reason, touched_at: now })
    .where('id', '=', id)
    .where('state', '=', 'reading')
    .execute()

const chosenIn = ({ columns_read }: Run): Chosen | undefined =>
  columns_read ? Object.fromEntries(columns_read.map(({ column, field }) => [column, field])) : undefined

/** Of a plain sheet: which column was taken for what, so that somebody can see it and name it otherwise. */
const sheetColumns = async (at: string, chosen: Chosen | undefined) => {
  const sheet = await onlySheetAt(at)
  if (!sheet) return null
  const columns = await headerOf(sheet)
  const isStandard = turnOf(
    path.parse(sheet).name.toLowerCase(),
    columns.map((column) => column.toLowerCase()),
  )
  return isStandard || isIcarol(columns) || !columns.length ? null : columnsRead(columns, chosen)
}

const readUpload = async (community: Community, run: Run, now: Date) => {
  const db: Db<DirectoryTables> = community.write
  const upload = await db.selectFrom('import_upload').selectAll().where('run_id', '=', run.id).executeTakeFirst()
  if (!upload) return
  const folder = await mkdtemp(path.join(tmpdir(), 'wellmet-upload-'))
  const file = path.join(folder, upload.name)
  const chosen = chosenIn(run)
  let columns: ColumnRead[] | null = null
  try {
    await writeFile(file, upload.bytes)
    const about = { id: run.source_id, name: run.label }
    const read = await withUnpacked(file, async (at) => {
      columns = await sheetColumns(at, chosen)
      return readSource(community, await sourcesAt(at, sniffing(chosen)), about, { now, runId: run.id })
    })
    const preview = read.state === 'ready' ? await previewOf(community, read, theProgram, now) : null
    await db
      .updateTable('import_run')
      .set({ preview: JSON.stringify(preview), columns_read: columns && JSON.stringify(columns) })
      .where('id', '=', run.id)
      .execute()
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    await refuse(db, run.id, error.message, now)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  if (!columns) await db.deleteFrom('import_upload').where('run_id', '=', run.id).execute()
}

/** Does the next step of an import: reads what was handed in, or writes what was said yes to. Again after a crash, it goes on. */
export const workOnImport = async (community: Community, id: string, now: Date): Promise<void> => {
  const run = await maybeRun(community.write, id)
  if (run?.state === 'reading') await readUpload(community, run, now)
  if (run?.state === 'writing')
    await writeRun(community, theProgram, run, { id: run.source_id, name: run.label, licence: run.licence }, { now })
}

export const importTask = task(importTaskName, z.strictObject({ run: z.uuid() }), ({ community }, { run }) =>
  workOnImport(community, run, new Date()),
)

/** What was handed in and never said yes to is forgotten after a week. */
export const forgetHandedIn = async (tx: Tx<DirectoryTables>, now: Date): Promise<void> => {
  const weekAgo = new Date(now.getTime() - 7 * 86_400_000)
  await tx
    .deleteFrom('import_run')
    .where('state', 'in', ['reading', 'ready', 'refused'])
    .where('touched_at', '<', weekAgo)
    .execute()
}
