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

/** What a fact of reading by power names, under the keys by which its owners know it. */
const namedIn = ({ name, data }: Audited): [string, string][] => {
  const named = Object.entries(data).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  if (name !== 'safety.ReadByPower') return named
  if (data.kind === 'report') return [...named, ['reportId', String(data.id)]]
  return /^circle|^post_author/u.test(String(data.kind)) ? [...named, ['groupId', String(data.scope)]] : named
}

const isKnown = async (fact: Audited, knows: Knows): Promise<boolean> => {
  for (const [key, value] of namedIn(fact)) {
    const ask = knows[key]
    if (ask && !(await ask(value))) return false
  }
  return true
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

/** Looking into a circle is seen by every lead, so that nobody looks unwatched: who and when and how, but not into which. */
const withoutNames = (fact: Audited): Audited | null =>
  fact.name === 'groups.GlassBroken' || (fact.name === 'safety.ReadByPower' && /^circle/u.test(String(fact.data.kind)))
    ? {
        ...fact,
        data: Object.fromEntries(Object.entries(fact.data).filter(([, value]) => !uuid.test(String(value)))),
      }
    : null

/** What this reader may know of what happened: rows that name something hidden from them are absent, or name it not. */
export const auditFor = async (
  db: AnyDb,
  judge: Judge,
  filter: AuditFilter,
  knows: Knows,
): Promise<{ rows: Audited[]; older: string | null }> => {
  const rows = await facts(db, filter, auditPerPage)
  const asked = { ...knows, ...knowsReports(db, judge) }
  const shown = await Promise.all(rows.map(async (row) => ((await isKnown(row, asked)) ? row : withoutNames(row))))
  const last = rows.length === auditPerPage ? rows.at(-1)! : null
  return { rows: shown.filter((row) => row !== null), older: last?.id ?? null }
}
