import { sql } from 'kysely'
import type { AnyDb, Db } from '#kernel/database/database.ts'
import type { FactTables } from '#kernel/facts/tables.ts'
import { maybeReportFor } from '../queue/queries.ts'
import type { Judge } from '../queue/rules.ts'
import type { SafetyTables } from '../tables.ts'

export interface Audited {
  id: string
  at: Date
  by: string | null
  name: string
  data: Record<string, unknown>
}

export interface AuditFilter {
  by?: string | undefined
  name?: string | undefined
  from?: Date | undefined
  until?: Date | undefined
  /** The last id of the page before: older ones follow. */
  before?: string | undefined
}

export const auditPerPage = 50

/**
 * May this reader know of what a fact names under this key (`groupId` …)? Each owner answers for its own things; a key that
 * nobody answers for names nothing that is hidden.
 */
export type Knows = Record<string, (id: string) => Promise<boolean>>

/** The record as it is, the newest first. */
export const facts = async (
  db: AnyDb,
  { by, name, from, until, before }: AuditFilter,
  limit: number,
): Promise<Audited[]> => {
  let rows = (db as Db<FactTables>).selectFrom('fact').select(['id', 'at', 'by', 'name', 'data'])
  if (by) rows = rows.where((where) => where.or([where('by', '=', by), sql<boolean>`data ->> 'personId' = ${by}`]))
  if (name) rows = rows.where('name', '=', name)
  if (from) rows = rows.where('at', '>=', from)
  if (until) rows = rows.where('at', '<', until)
  if (before) rows = rows.where('id', '<', before)
  return rows.orderBy('id', 'desc').limit(limit).execute()
}

const reportOfDecision = async (db: AnyDb, decisionId: string) =>
  (
    await (db as Db<SafetyTables>)
      .selectFrom('moderation_decision')
      .select('report_id')
      .where('id', '=', decisionId)
      .executeTakeFirst()
  )?.report_id ?? null

/** A report about oneself, by oneself or in one's own group leaves no trace in what one reads: not its id, not that it exists. */
const knowsReports = (db: AnyDb, judge: Judge): Knows => {
  const reportId = async (id: string) => (await maybeReportFor(db, judge, id, async () => false)) !== null
  const decisionId = async (id: string) => {
    const report = await reportOfDecision(db, id)
    return report === null || reportId(report)
  }
  return { reportId, decisionId }
}

const isKnown = async ({ name, data }: Audited, knows: Knows): Promise<boolean> => {
  const named = Object.entries(data).filter(([, value]) => typeof value === 'string')
  if (name === 'safety.ReadByPower' && data.kind === 'report') named.push(['reportId', data.id])
  for (const [key, value] of named) {
    const ask = knows[key]
    if (ask && !(await ask(String(value)))) return false
  }
  return true
}

/** What this reader may know of what happened: rows that name something hidden from them are absent. */
export const auditFor = async (
  db: AnyDb,
  judge: Judge,
  filter: AuditFilter,
  knows: Knows,
): Promise<{ rows: Audited[]; older: string | null }> => {
  const rows = await facts(db, filter, auditPerPage)
  const asked = { ...knows, ...knowsReports(db, judge) }
  const known = await Promise.all(rows.map((row) => isKnown(row, asked)))
  const last = rows.length === auditPerPage ? rows.at(-1)! : null
  return { rows: rows.filter((_, at) => known[at]), older: last?.id ?? null }
}
