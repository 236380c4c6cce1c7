import type { Generated } from 'kysely'

export interface BlockTables {
  person_block: { person_id: string; blocked_id: string; made_at: Generated<Date> }
  not_meet: { person_id: string; other_id: string; made_at: Generated<Date> }
}
