import type { ColumnType, Generated } from 'kysely'

export interface FactTables {
  fact: {
    id: string
    at: Generated<Date>
    by: string | null
    /** On whose behalf, where somebody acted for another. */
    acted_for: Generated<string | null>
    name: string
    data: ColumnType<Record<string, unknown>, string, never>
    /** Place in the chain and its seal: both null until the worker seals the row. */
    sequence: string | null
    seal: Buffer | null
  }
  reaction_done: { fact_id: string; reaction: string; at: Generated<Date> }
}
