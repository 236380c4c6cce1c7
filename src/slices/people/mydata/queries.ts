import { type AnyDb, across, type Db } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import type { FactTables } from '#kernel/facts/tables.ts'
import type { MailTables } from '#kernel/mail/tables.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { isAtDesk } from '../acting/access.ts'
import { type Mandate, maybeMandate } from '../acting/queries.ts'
import { unblocked } from '../blocks/queries.ts'
import type { PeopleTables } from '../tables.ts'
import { named } from './messages/catalogue.ts'
import type { PersonalDataSource, PersonalRows, RetentionKind } from './rules.ts'

type Rows = Promise<PersonalRows[]>

export const readAccount = async (db: Db<PeopleTables>, personId: string): Rows => {
  const person = await db
    .selectFrom('person')
    .select(['name', 'email', 'language', 'created_at', 'suspended_until'])
    .where('id', '=', personId)
    .execute()
  const browsers = await db
    .selectFrom('session')
    .select(['user_agent', 'created_at', 'expires_at'])
    .where('person_id', '=', personId)
    .execute()
  const passkeys = await db
    .selectFrom('passkey')
    .select(['name', 'device_type', 'created_at'])
    .where('person_id', '=', personId)
    .execute()
  const roles = await db
    .selectFrom('role_grant')
    .select(['role', 'scope', 'granted_at', 'until'])
    .where('person_id', '=', personId)
    .execute()
  return [
    { title: named('partAccount'), rows: person },
    { title: named('partBrowsers'), rows: browsers },
    { title: named('partPasskeys'), rows: passkeys },
    { title: named('partRoles'), rows: roles },
  ]
}

export const readProfile = async (db: Db<PeopleTables>, personId: string): Rows => {
  const showing = await db
    .selectFrom('person_profile')
    .select(['name_audience', 'hidden_at'])
    .where('person_id', '=', personId)
    .execute()
  const fields = await db
    .selectFrom('profile_field')
    .select(['field', 'value', 'audience', 'changed_at'])
    .where('person_id', '=', personId)
    .execute()
  const held = await db
    .selectFrom('profile_hold')
    .select('since as held_back_since')
    .where('person_id', '=', personId)
    .execute()
  return [
    { title: named('partShowing'), rows: [...showing, ...held] },
    { title: named('partProfile'), rows: fields },
  ]
}

/** One's own lists only. That somebody else blocked this person is theirs to know. */
export const readKeptAway = (db: Db<PeopleTables>, personId: string): Rows =>
  asViewer(db, { personId }, async (tx) => {
    const blocks = await tx
      .selectFrom('person_block')
      .innerJoin('person', 'person.id', 'person_block.blocked_id')
      .select(['person.name', 'person_block.made_at'])
      .where('person_id', '=', personId)
      .execute()
    const avoided = await tx
      .selectFrom('not_meet')
      .innerJoin('person', 'person.id', 'not_meet.other_id')
      .select(['person.name', 'not_meet.made_at'])
      .where('person_id', '=', personId)
      .where(unblocked(personId, 'not_meet.other_id'))
      .execute()
    return [
      { title: named('partBlocks'), rows: blocks },
      { title: named('partNotMeet'), rows: avoided },
    ]
  })

export const readConsents = async (db: Db<PeopleTables>, personId: string): Rows => {
  const rows = await db
    .selectFrom('consent')
    .select(['purpose', 'recipient', 'data', 'words', 'language', 'how', 'given_at', 'until', 'withdrawn_at'])
    .where('person_id', '=', personId)
    .orderBy('given_at')
    .execute()
  return [{ title: named('partConsents'), rows }]
}

export const readLetters = async (db: Db<MailTables & PeopleTables>, personId: string): Rows => {
  const rows = await db
    .selectFrom('mail')
    .innerJoin('person', 'person.email', 'mail.to_address')
    .select(['mail.subject', 'mail.text', 'mail.queued_at', 'mail.sent_at'])
    .where('person.id', '=', personId)
    .orderBy('mail.queued_at')
    .execute()
  return [{ title: named('partLetters'), rows }]
}

export const readDeeds = async (db: Db<FactTables>, personId: string): Rows => {
  const rows = await db.selectFrom('fact').select(['name', 'at']).where('by', '=', personId).orderBy('at').execute()
  return [{ title: named('partDeeds'), rows }]
}

/** Somebody whom the desk welcomed and who can press no button themselves; null for everybody else, and for whoever is not at the desk. */
export const maybeErasable = async (
  db: Db<PeopleTables>,
  actor: Actor,
  mandateId: string,
  now: Date,
): Promise<Mandate | null> => {
  if (!isAtDesk(actor)) return null
  const mandate = await maybeMandate(db, mandateId, now)
  if (mandate?.kind !== 'desk' || mandate.personId === actor.personId) return null
  const door = await db.selectFrom('account').select('id').where('person_id', '=', mandate.personId).executeTakeFirst()
  return door ? null : mandate
}

export interface ExportedPart {
  name: string
  parts: PersonalRows[]
}

/** Everything that each part of the program knows about somebody, in the order of the list. Parts without rows are left out. */
export const everythingAbout = async (
  db: AnyDb,
  sources: readonly PersonalDataSource[],
  personId: string,
): Promise<ExportedPart[]> => {
  const all: ExportedPart[] = []
  for (const { name, read } of sources) {
    const parts = (await read(db, personId)).filter(({ rows }) => rows.length > 0)
    if (parts.length) all.push({ name, parts })
  }
  return all
}

export type Kept = Pick<RetentionKind, 'kind' | 'title' | 'since' | 'days'>

/** How long each kind is kept here: as the community decided, else as proposed. */
export const keepingTimes = async (db: AnyDb, kinds: readonly RetentionKind[]): Promise<Kept[]> => {
  const decided: Db<PeopleTables> = across(db)
  const rows = await decided.selectFrom('retention').select(['kind', 'days']).execute()
  const days = new Map(rows.map((row) => [row.kind, row.days]))
  return kinds.map((one) => ({ ...one, days: days.get(one.kind) ?? one.days }))
}
