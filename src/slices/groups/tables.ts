import type { Generated } from 'kysely'
import type { GroupKind, Joining } from './rules.ts'

export type MemberState = 'asking' | 'member' | 'left' | 'refused' | 'removed'

/** Read and written in a transaction that knows who looks: confidential circles exist for their members alone. */
export interface GroupTables {
  group: {
    id: string
    kind: GroupKind
    name: string
    about: string
    area: string | null
    joining: Joining
    hidden: boolean
    confidential: boolean
    adults: boolean
    questions: string[]
    agreement: string
    agreement_version: number
    places: number | null
    taken: Generated<number>
    founded_by: string | null
    founded_at: Date
    archived_at: Date | null
    paused_told_at: Generated<Date | null>
  }
  group_member: {
    group_id: string
    person_id: string
    /** Names the membership in forms: of a circle it leads to nobody's account. */
    handle: Generated<string>
    state: MemberState
    host: Generated<boolean>
    pseudonym: string | null
    answers: Generated<string[]>
    agreed_version: Generated<number>
    since: Date
    reason: string | null
    barred_until: Date | null
  }
  group_invitation: {
    id: string
    group_id: string
    token_hash: string
    email: string
    invited_by: string | null
    made_at: Date
    expires_at: Date
    used_at: Date | null
  }
  break_glass: { id: string; group_id: string; lead_id: string; reason: string; opened_at: Date; until: Date }
}
