import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { reachOf } from './search/rules.ts'
import type { FinderTables, Finding, Opening } from './tables.ts'
import { lexemesOf, rememberWords } from './words/commands.ts'
import { type Weight, weightedTokens } from './words/rules.ts'

/** As PostgreSQL's tstzmultirange; openings that end before they begin are none. */
const multirange = (opens: Opening[] | null) =>
  opens &&
  `{${opens
    .filter(({ start, end }) => start < end)
    .map(({ start, end }) => `[${start.toISOString()},${end.toISOString()})`)
    .join(',')}}`

const tsvector = (lexemes: ReadonlyMap<string, Weight>) =>
  [...lexemes].map(([lexeme, weight]) => `'${lexeme}':1${weight}`).join(' ')

/** Of words with the same lexeme the strongest place counts. */
export const strongest = (tokens: Map<string, Weight>, stems: ReadonlyMap<string, string>) => {
  const lexemes = new Map<string, Weight>()
  for (const [token, weight] of tokens) {
    const lexeme = stems.get(token)
    const known = lexeme && lexemes.get(lexeme)
    if (lexeme && (!known || weight < known)) lexemes.set(lexeme, weight)
  }
  return lexemes
}

/** As it stands in the table. */
export const rowOf = (finding: Finding, lexemes: ReadonlyMap<string, Weight>) => {
  const { words, stepFree, opens, checkedAt, language, precision, thing, traits, ages, checkDue, ...same } = finding
  const ends = opens?.map(({ end }) => end.getTime()) ?? []
  return {
    ...same,
    more: words,
    step_free: stepFree,
    opens: multirange(opens),
    opens_until: ends.length ? new Date(Math.max(...ends)) : null,
    checked_at: checkedAt,
    language: language ?? 'en',
    precision: precision ?? 'exact',
    thing: thing ?? finding.id,
    traits: traits ?? [],
    age_from: ages?.from ?? null,
    age_to: ages?.to ?? null,
    check_due: checkDue ?? null,
    words: tsvector(lexemes),
    reach: reachOf(finding, lexemes),
  }
}

export const columns = [
  'id',
  'kind',
  'subkind',
  'title',
  'summary',
  'organisation',
  'area',
  'more',
  'taxonomy',
  'languages',
  'lat',
  'lon',
  'zone',
  'free',
  'step_free',
  'opens',
  'opens_until',
  'checked_at',
  'source',
  'path',
  'language',
  'precision',
  'thing',
  'traits',
  'age_from',
  'age_to',
  'check_due',
  'words',
  'reach',
] as const

const names = sql.join(columns.map((column) => sql.ref(column)))
const changes = sql.join(columns.slice(1).map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`))
const mine = sql.join(columns.slice(1).map((column) => sql`mine.${sql.ref(column)}`))
const theirs = sql.join(columns.slice(1).map((column) => sql`excluded.${sql.ref(column)}`))

const putSome = async (tx: Tx<FinderTables>, language: string, findings: Finding[]) => {
  const weighted = findings.map(weightedTokens)
  const stems = await lexemesOf(tx, language, [...new Set(weighted.flatMap((tokens) => [...tokens.keys()]))])
  const rows = findings.map((finding, at) => rowOf(finding, strongest(weighted[at]!, stems)))
  await sql`
    insert into finding as mine (${names})
    select ${names} from jsonb_populate_recordset(null::finding, ${JSON.stringify(rows)}::jsonb)
    on conflict (id) do update set ${changes}, changed_at = now() where (${mine}) is distinct from (${theirs})`.execute(
    tx,
  )
  await rememberWords(tx, stems)
}

const batch = 500

/** Takes in what can be found, or what has changed about it, in the owner's own transaction. Telling the same again changes nothing. */
export const putFindings = async (tx: Tx<FinderTables>, findings: readonly Finding[]): Promise<void> => {
  const latest = new Map(findings.map((finding) => [finding.id, finding]))
  for (const [language, group] of Map.groupBy(latest.values(), (finding) => finding.language ?? 'en')) {
    for (let at = 0; at < group.length; at += batch) await putSome(tx, language, group.slice(at, at + batch))
  }
}

/** What is gone or hidden can no longer be found. */
export const dropFindings = async (tx: Tx<FinderTables>, ids: readonly string[]): Promise<void> => {
  await sql`delete from finding where id = any(${ids}::uuid[]) or thing = any(${ids}::uuid[])`.execute(tx)
}

/** Of things that are at several places: whatever was found before and is not among `found` now. */
export const dropOtherSites = async (
  tx: Tx<FinderTables>,
  things: readonly string[],
  found: readonly string[],
): Promise<void> => {
  await sql`delete from finding where thing = any(${things}::uuid[]) and id <> all(${found}::uuid[])`.execute(tx)
}

/** Only the openings, as they are worked out anew each day: cheap, since no index holds them. */
export const putOpenings = async (
  tx: Tx<FinderTables>,
  openings: readonly { id: string; opens: Opening[] | null }[],
): Promise<void> => {
  const rows = openings.map(({ id, opens }) => ({
    id,
    opens: multirange(opens),
    opens_until: opens?.length ? new Date(Math.max(...opens.map(({ end }) => end.getTime()))) : null,
  }))
  await sql`
    update finding set opens = given.opens, opens_until = given.opens_until
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, opens tstzmultirange, opens_until timestamptz)
    where finding.id = given.id`.execute(tx)
}

const page = 2_000

/** Counts the words of all findings anew, and forgets those that nothing says any more. After an import, and each night. */
export const refreshWords = (db: Db<FinderTables>): Promise<void> =>
  inTransaction(db, async (tx) => {
    const uses = new Map<string, Map<string, number>>()
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const rows = await tx
        .selectFrom('finding')
        .where('id', '>', after)
        .orderBy('id')
        .limit(page)
        .select([
          'id',
          'language',
          'title',
          'organisation',
          'subkind',
          'taxonomy',
          'summary',
          'area',
          'more as words',
          'traits',
        ])
        .execute()
      for (const row of rows) {
        const own = uses.get(row.language) ?? new Map<string, number>()
        uses.set(row.language, own)
        for (const token of weightedTokens(row).keys())
          if (!/^\p{N}+$/u.test(token)) own.set(token, (own.get(token) ?? 0) + 1)
      }
      if (rows.length < page) break
      after = rows.at(-1)!.id
    }
    await replaceWords(tx, uses)
  })

const replaceWords = async (tx: Tx<FinderTables>, uses: Map<string, Map<string, number>>) => {
  await sql`delete from finder_word`.execute(tx)
  for (const [language, counts] of uses) {
    const stems = await lexemesOf(tx, language, [...counts.keys()])
    const rows = [...stems].map(([word, lexeme]) => ({ word, lexeme, uses: counts.get(word) }))
    await sql`
      insert into finder_word (word, lexeme, uses)
      select word, lexeme, uses from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (word text, lexeme text, uses integer)
      on conflict (word, lexeme) do update set uses = finder_word.uses + excluded.uses`.execute(tx)
  }
}
