import type { Kysely, Transaction } from 'kysely'
import type { Hearer } from '#kernel/live/hearing.ts'

/**
 * A connection to one community, typed by the tables that its holder may see. There is no other way to a connection:
 * `community(slug)` binds it to the community's schema, so no query filters by community and none can forget to.
 */
export type Db<Tables> = Kysely<Tables>

/** The same within a transaction. */
export type Tx<Tables> = Transaction<Tables>

/** A handle whose holder's tables are forgotten: only to hand it to a neighbour's face, see `across`. */
export type AnyDb = Kysely<any>
export type AnyTx = Transaction<any>

/** Hands our database to a neighbour's query: the type forgets whose tables it knew, the neighbour's own type takes over. */
export const across = (db: Kysely<any>): AnyDb => db

/** The same for a neighbour's command that takes part in our transaction. */
export const acrossTx = (tx: Transaction<any>): AnyTx => tx

/** A community as the rest of the program knows it: `read` refuses writes (GET changes nothing), `write` does both. */
export interface Community {
  slug: string
  name: string
  /** IANA zone of the community, e.g. `Europe/London`. Things may have their own. */
  zone: string
  /** The language that it writes in (BCP 47) and those that its pages offer first. */
  language: string
  /** Host names that it answers at, besides `SLUG.localhost`. */
  hosts: string[]
  schema: string
  demo: boolean
  read: AnyDb
  write: AnyDb
  /** Hears what any process tells about a topic of this community (kernel/live); returns how to stop. */
  hear: (topic: string, hearer: Hearer) => () => void
}
