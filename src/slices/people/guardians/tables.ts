import type { Generated } from 'kysely'
import type { Band } from './rules.ts'

export interface AgeTables {
  age_rule: { sole: Generated<boolean>; minimum: number; unknown_is_minor: boolean }
  age_band: { person_id: string; band: Band; settled_at: Date }
}
