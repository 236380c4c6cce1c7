import type { AnyDb, Db } from '#kernel/database/database.ts'
import type { SafetyTables } from './tables.ts'

export type { Reportable, Resolved } from './rules.ts'

/** What moderation did to a thing; a thing that is not in the map is as its owner left it. */
export interface Moderated {
  hidden: boolean
  locked: boolean
  slowSeconds: number | null
  removed: boolean
}

/** The state of several things of one kind, by id. */
export const stateOf = async (db: AnyDb, kind: string, ids: string[]): Promise<Map<string, Moderated>> => {
  if (!ids.length) return new Map()
  const rows = await (db as Db<SafetyTables>)
    .selectFrom('moderated')
    .selectAll()
    .where('thing_kind', '=', kind)
    .where('thing_id', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => [
      row.thing_id,
      {
        hidden: row.hidden_at !== null,
        locked: row.locked_at !== null,
        slowSeconds: row.slow_seconds,
        removed: row.removed_at !== null,
      },
    ]),
  )
}

export type Outcome = 'waits' | 'looking' | 'acted' | 'nothing' | 'undone'

/** What the reporter learns: how it stands. Not who looks at it, not what exactly was done to whom. */
export interface OwnReport {
  id: string
  thingKind: string
  madeAt: Date
  dueAt: Date
  outcome: Outcome
}

const ownReportRows = (db: AnyDb) =>
  (db as Db<SafetyTables>)
    .selectFrom('report')
    .leftJoin('moderation_decision as decision', 'decision.report_id', 'report.id')
    .select([
      'report.id',
      'report.thing_kind',
      'report.made_at',
      'report.due_at',
      'report.assigned_at',
      'report.closed_at',
      'decision.kind',
      'decision.undone_at',
    ])

type OwnRow = Awaited<ReturnType<ReturnType<typeof ownReportRows>['execute']>>[number]

const outcomeOf = ({ closed_at, assigned_at, kind, undone_at }: OwnRow): Outcome => {
  if (!closed_at) return assigned_at ? 'looking' : 'waits'
  if (undone_at) return 'undone'
  return kind === 'none' || kind === null ? 'nothing' : 'acted'
}

const ownReportFrom = (row: OwnRow): OwnReport => ({
  id: row.id,
  thingKind: row.thing_kind,
  madeAt: row.made_at,
  dueAt: row.due_at,
  outcome: outcomeOf(row),
})

/** How a report stands, by the hash of its receipt's key. */
export const maybeReceipt = async (db: AnyDb, hash: string): Promise<OwnReport | null> => {
  const row = await ownReportRows(db).where('report.receipt', '=', hash).executeTakeFirst()
  return row ? ownReportFrom(row) : null
}

/** What somebody reported while signed in, the newest first. */
export const ownReports = async (db: AnyDb, personId: string): Promise<OwnReport[]> => {
  const rows = await ownReportRows(db)
    .where('report.reporter_id', '=', personId)
    .orderBy('report.made_at', 'desc')
    .limit(100)
    .execute()
  return rows.map(ownReportFrom)
}

/** The thing that a decision is about, for whoever must show it anew. */
export const maybeDecided = async (db: AnyDb, decisionId: string): Promise<{ kind: string; id: string } | null> => {
  const row = await (db as Db<SafetyTables>)
    .selectFrom('moderation_decision')
    .select(['thing_kind as kind', 'thing_id as id'])
    .where('id', '=', decisionId)
    .executeTakeFirst()
  return row ?? null
}
