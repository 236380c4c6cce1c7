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

/** Personal columns that belong to no source, each with its reason. */
export type Exempt = Record<string, string>
