import type { Generated } from 'kysely'

export interface BlockTables {
  person_block: { person_id: string; blocked_id: string; made_at: Generated<Date> }
}
