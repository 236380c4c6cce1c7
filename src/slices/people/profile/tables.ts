import type { Generated } from 'kysely'
import type { Audience, ProfileField } from './rules.ts'

export interface ProfileTables {
  person_profile: { person_id: string; name_audience: Generated<Exclude<Audience, 'nobody'>>; hidden_at: Date | null }
  /** Whose answers moderators hold back from others. */
  profile_hold: { person_id: string; since: Date }
  profile_field: {
    person_id: string
    field: ProfileField
    value: string
    audience: Audience
    changed_at: Generated<Date>
  }
  person_group: { person_id: string; group_id: string }
}
