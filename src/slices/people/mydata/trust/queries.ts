import type { Db } from '#kernel/database/database.ts'
import type { MailTables } from '#kernel/mail/tables.ts'
import type { PeopleTables } from '../../tables.ts'
import { named } from '../messages/catalogue.ts'
import type { PersonalRows } from '../rules.ts'

type Rows = Promise<PersonalRows[]>

/** Papers that somebody saw, and the band of age that the rules go by. */
export const readChecks = async (db: Db<PeopleTables>, personId: string): Rows => {
  const checks = await db
    .selectFrom('person_check')
    .select(['kind', 'issuer', 'reference', 'recorded_at', 'until', 'ended_at'])
    .where('person_id', '=', personId)
    .orderBy('recorded_at')
    .execute()
  const age = await db.selectFrom('age_band').select(['band', 'settled_at']).where('person_id', '=', personId).execute()
  return [
    { title: named('partChecks'), rows: checks },
    { title: named('partAge'), rows: age },
  ]
}

/** Who may act for this person, and for whom this person may. Names of the other side are what both know. */
export const readMandates = async (db: Db<PeopleTables>, personId: string): Rows => {
  const rows = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .leftJoin('person as helper', 'helper.id', 'mandate.helper_id')
    .select(['person.name as for', 'helper.name as by', 'kind', 'how', 'mandate.language', 'witness'])
    .select(['given_at', 'until', 'ended_at'])
    .where((row) => row.or([row('mandate.person_id', '=', personId), row('mandate.helper_id', '=', personId)]))
    .orderBy('given_at')
    .execute()
  return [{ title: named('partMandates'), rows }]
}

export const readContact = async (db: Db<MailTables & PeopleTables>, personId: string): Rows => {
  const rows = await db
    .selectFrom('mail_manners')
    .select(['channel', 'phone', 'no_voicemail', 'neutral', 'from_minute', 'to_minute', 'zone', 'changed_at'])
    .where('person_id', '=', personId)
    .execute()
  return [{ title: named('partContact'), rows }]
}

/** Invitations to a role that this person sent, or that went to the person's address. */
export const readInvitations = async (db: Db<PeopleTables>, personId: string): Rows => {
  const rows = await db
    .selectFrom('role_invitation')
    .select(['email', 'role', 'invited_at', 'used_at', 'withdrawn_at'])
    .where((row) =>
      row.or([
        row('invited_by', '=', personId),
        row('email', '=', row.selectFrom('person').select('email').where('id', '=', personId)),
      ]),
    )
    .orderBy('invited_at')
    .execute()
  return [{ title: named('partInvitations'), rows }]
}

/** Being a connector: the recognition, the words that others left, and those of one's own. */
export const readConnecting = async (db: Db<PeopleTables>, personId: string): Rows => {
  const own = await db
    .selectFrom('connector')
    .select(['area', 'about', 'recognised_at', 'agreed_at', 'shown_at', 'ended_at'])
    .where('person_id', '=', personId)
    .execute()
  const words = await db
    .selectFrom('connector_note')
    .innerJoin('connector', 'connector.id', 'connector_note.connector_id')
    .select(['connector_note.kind', 'words', 'written_at'])
    .where((row) => row.or([row('author_id', '=', personId), row('connector.person_id', '=', personId)]))
    .orderBy('written_at')
    .execute()
  const asked = await db
    .selectFrom('connector_hand_over')
    .innerJoin('connector', 'connector.id', 'connector_hand_over.connector_id')
    .select(['connector.area', 'asked_at', 'answered_at', 'accepted'])
    .where('successor_id', '=', personId)
    .execute()
  return [
    { title: named('partConnector'), rows: own },
    { title: named('partWords'), rows: words },
    { title: named('partHandOvers'), rows: asked },
  ]
}
