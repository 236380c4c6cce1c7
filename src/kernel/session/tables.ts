import type { Generated } from 'kysely'

/** Accounts and what proves them. Column names of the first six follow what better-auth writes, in our spelling. */
export interface SessionTables {
  person: {
    id: string
    name: string
    email: string
    email_verified: Generated<boolean>
    image: string | null
    language: string | null
    two_factor_enabled: Generated<boolean>
    suspended_until: Generated<Date | null>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  account: {
    id: string
    person_id: string
    account_id: string
    provider_id: string
    password: string | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  session: {
    id: string
    person_id: string
    token: string
    expires_at: Date
    user_agent: string | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  verification: {
    id: string
    identifier: string
    value: string
    expires_at: Date
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  two_factor: {
    id: string
    person_id: string
    secret: string
    backup_codes: string
    verified: Generated<boolean>
    failed_verification_count: Generated<number>
    locked_until: Date | null
    codes_until: Date | null
  }
  passkey: {
    id: string
    person_id: string
    name: string | null
    public_key: string
    credential_id: string
    counter: number
    device_type: string
    backed_up: boolean
    transports: string | null
    aaguid: string | null
    created_at: Generated<Date>
  }
  role_grant: {
    id: string
    person_id: string
    role: string
    scope: string | null
    granted_by: string | null
    granted_at: Generated<Date>
    until: Date | null
  }
  role_need: { duty: string; kind: string }
  person_check: {
    id: string
    person_id: string
    kind: string
    issuer: string
    reference: string
    until: Date
    recorded_by: string | null
    recorded_at: Date
    ended_at: Date | null
    warned_at: Date | null
    told_at: Date | null
  }
  mandate: {
    id: string
    person_id: string
    helper_id: string | null
    desk: string | null
    kind: string
    how: string
    language: string
    witness: string | null
    recorded_by: string | null
    given_at: Date
    until: Date
    ended_at: Date | null
    ended_by: string | null
  }
  acting: { session_id: string; mandate_id: string; since: Date }
  mail_token: {
    token: string
    purpose: string
    person_id: string | null
    ask_id: string | null
    email: string
    next: string | null
    expires_at: Date
  }
  sign_in_try: { key: string; tries: number; last_at: Date }
  used_code: { person_id: string; code: string; used_at: Generated<Date> }
}
