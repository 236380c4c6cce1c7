import { sql } from 'kysely'
import type { Community, Db } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { type Doer, record } from '#kernel/facts/record.ts'
import { RecordsSent } from '../facts.ts'
import type { DirectoryTables } from '../tables.ts'
import { writeFiles } from './archive/commands.ts'
import { icarolFile } from './icarol/queries.ts'
import { sheetFile } from './people/queries.ts'
import { type ExportFile, jsonFiles, tabularFiles } from './queries.ts'
import type { ExportFormat } from './rules.ts'

/** The files of an export. Nothing of a confidential place and nothing that moderation hid is in any of them. */
export const filesOf = async (
  community: Pick<Community, 'name'>,
  db: Db<DirectoryTables>,
  format: ExportFormat,
  now: Date,
): Promise<ExportFile[]> => {
  switch (format) {
    case 'hsds':
      return tabularFiles(db, community.name, now)
    case 'json':
      return jsonFiles(db, now)
    case 'sheet':
      return [sheetFile(db)]
    case 'icarol':
      return [icarolFile(db)]
  }
}

/** `wellmet export`: into a folder, an archive, or one file. */
export const exportDirectory = async (
  community: Community,
  to: string,
  format: ExportFormat,
  now: Date,
): Promise<void> => writeFiles(to, await filesOf(community, community.read, format, now))

/** Notes that all organisations' records were sent to the information line, with how many rows each had. */
export const markSent = (db: Db<DirectoryTables>, doer: Doer, now: Date): Promise<number> =>
  inTransaction(db, async (tx) => {
    const { numAffectedRows } = await sql`
      insert into sent_record (organization_id, sent_at, rows)
      select o.id, ${now}::timestamptz, 1 + count(distinct s.id) + count(distinct x.id) from organization o
        left join service s on s.organization_id = o.id left join service_at_location x on x.service_id = s.id
      where not exists (select from moderated m where m.thing_kind = 'organization' and m.thing_id = o.id and coalesce(m.hidden_at, m.removed_at) is not null)
      group by o.id
      on conflict (organization_id) do update set sent_at = excluded.sent_at, rows = excluded.rows`.execute(tx)
    const organisations = Number(numAffectedRows ?? 0)
    await record(tx, doer, RecordsSent, { organisations })
    return organisations
  })
