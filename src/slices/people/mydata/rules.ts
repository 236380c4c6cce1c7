import type { AnyDb, AnyTx } from '#kernel/database/database.ts'

/** A heading in each of our languages. */
export type Named = Record<'en' | 'es' | 'ar', string>

/** Some rows about a person, as plain values: dates and texts, no secrets, nothing that others told in confidence. */
export interface PersonalRows {
  title: Named
  rows: Record<string, unknown>[]
}

/** What one part of the program knows about a person: how to hand it over, and how to forget it. */
export interface PersonalDataSource {
  /** Key in the exported JSON: `people.profile`. */
  name: string
  /** Every table with personal columns that it reads or forgets; a test holds this against the database. */
  tables: readonly string[]
  read: (db: AnyDb, personId: string) => Promise<PersonalRows[]>
  /** Runs in the erasure's transaction, before the account itself goes. What only hangs on the person by `on delete cascade` may do nothing. */
  forget: (tx: AnyTx, personId: string, now: Date) => Promise<void>
  /** What stays after an erasure, and why. Shown before anybody presses the button. */
  remains?: Named
}

/** A kind of data that goes by itself when its days are over. */
export interface RetentionKind {
  /** `people.ended_consents`. */
  kind: string
  title: Named
  /** From when its days count. */
  since: Named
  /** Days that the program proposes; the community may decide otherwise in `retention`. */
  days: number
  /** Deletes what ended before. */
  forget: (tx: AnyTx, before: Date) => Promise<void>
}

/** Tables with personal columns that belong to no source, each with its reason. */
export type Exempt = Record<string, string>

/** The moment before which a kind of data is forgotten. */
export const forgottenBefore = (days: number, now: Date): Date => new Date(now.getTime() - days * 86_400_000)

/** Personal columns of the database that nobody feels responsible for: `table.column`, in words that say what to do. */
export const strays = (
  personal: readonly { table: string; column: string }[],
  sources: readonly Pick<PersonalDataSource, 'tables'>[],
  exempt: Exempt,
): string[] => {
  const known = new Set([...sources.flatMap(({ tables }) => tables), ...Object.keys(exempt)])
  return personal.flatMap(({ table, column }) => (known.has(table) ? [] : [`${table}.${column}`])).sort()
}
