import { sql } from 'kysely'
import { type AnyDb, across, type Community, type Db } from '#kernel/database/database.ts'
import type { SafetyTables } from '../tables.ts'
import {
  type Answers,
  type CrisisLine,
  countryOf,
  inLanguageFirst,
  isStale,
  mergedLines,
  showsDistress,
} from './rules.ts'

export type { CrisisLine }
export { isStale }

/** The numbers of a community: those that come with the program, as far as the community has not put them right, and its own. */
export const crisisLines = async (db: AnyDb, zone: string): Promise<CrisisLine[]> => {
  const country = countryOf(zone)
  const rows = await (db as Db<SafetyTables>)
    .selectFrom('crisis_line')
    .selectAll()
    .select(sql<string | null>`checked_on::text`.as('rang_on'))
    .where('country', '=', country)
    .orderBy('id')
    .execute()
  const own = rows.map(({ key, id, removed_at, rang_on, answers, checked_on: _, checked_by: __, ...row }) => ({
    ...row,
    key,
    ref: key ?? id,
    answers: answers as Answers,
    checkedOn: rang_on,
    removed: removed_at !== null,
  }))
  return mergedLines(country, own)
}

/**
 * Numbers to ring, for whoever wrote words of distress and for nobody else; empty where there are none. The page that shows a
 * draft or somebody's own words to their author asks this; nothing is stored, blocked or reported.
 */
export const crisisHelp = async (
  db: AnyDb,
  { text, language, zone }: { text: string; language: string; zone: string },
): Promise<CrisisLine[]> => (showsDistress(text) ? inLanguageFirst(await crisisLines(db, zone), language) : [])

interface Kept {
  lines: CrisisLine[]
  at: number
}

const kept = new WeakMap<object, Kept>()
const keepFor = 60_000

/** Reads the numbers for the foot of the pages anew. */
export const refreshCrisisLines = async ({ read, write, zone }: Community): Promise<void> => {
  kept.set(write, { lines: await crisisLines(across(read), zone), at: performance.now() })
}

/**
 * The numbers for the foot of each page, at once and also when the database does not answer: they may be a minute old, and before
 * the first reading they are those that come with the program.
 */
export const crisisLinesAtHand = (community: Community): CrisisLine[] => {
  const known = kept.get(community.write) ?? { lines: mergedLines(countryOf(community.zone), []), at: -keepFor }
  if (performance.now() - known.at < keepFor) return known.lines
  kept.set(community.write, { ...known, at: performance.now() })
  refreshCrisisLines(community).catch(() => undefined)
  return known.lines
}
