import type { Generated } from 'kysely'
import type { SessionTables } from '#kernel/session/tables.ts'
import type { BlockTables } from './blocks/tables.ts'
import type { ConnectorTables } from './connectors/tables.ts'
import type { ConsentTables } from './consent/tables.ts'
import type { AgeTables } from './guardians/tables.ts'
import type { RetentionTables } from './mydata/tables.ts'
import type { ProfileTables } from './profile/tables.ts'
import type { InvitationTables } from './trust/tables.ts'

export type AskKind = 'sign-up' | 'sign-in' | 'reset' | 'email'

/** Requests that a letter answers, and changes of address that wait for both sides. */
export interface LetterTables {
  letter_ask: {
    id: string
    kind: AskKind
    person_id: string | null
    email: string
    name: string | null
    password: string | null
    browser: string | null
    language: string
    origin: string
    next: string | null
    young: Generated<boolean>
    asked_at: Date
    answered_at: Date | null
  }
  email_change: {
    person_id: string
    ask_id: string
    email: string
    old_confirmed_at: Date | null
    new_confirmed_at: Date | null
    asked_at: Generated<Date>
  }
}

export type PeopleTables = SessionTables &
  LetterTables &
  BlockTables &
  ProfileTables &
  ConsentTables &
  RetentionTables &
  AgeTables &
  ConnectorTables &
  InvitationTables
