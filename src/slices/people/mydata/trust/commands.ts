import { type AnyTx, acrossTx, type Tx } from '#kernel/database/database.ts'
import type { PeopleTables } from '../../tables.ts'
import { named } from '../messages/catalogue.ts'
import type { PersonalDataSource, RetentionKind } from '../rules.ts'
import { readChecks, readConnecting, readContact, readInvitations, readMandates } from './queries.ts'

const people = (tx: AnyTx): Tx<PeopleTables> => acrossTx(tx)

const withThePerson = async (): Promise<void> => {}

/** Invitations that went to the person's address hang on whoever sent them, not on the person. */
const forgetInvitations = async (tx: AnyTx, personId: string): Promise<void> => {
  const own = people(tx)
  const emails = own.selectFrom('person').select('email').where('id', '=', personId)
  await own.deleteFrom('role_invitation').where('email', 'in', emails).execute()
}

/** Trust between people: papers, who acts for whom, how to be reached, invitations and connectors. */
export const trustData: readonly PersonalDataSource[] = [
  { name: 'people.checks', tables: ['person_check', 'age_band'], read: readChecks, forget: withThePerson },
  { name: 'people.mandates', tables: ['mandate'], read: readMandates, forget: withThePerson },
  { name: 'people.contact', tables: ['mail_manners'], read: readContact, forget: withThePerson },
  { name: 'people.invitations', tables: ['role_invitation'], read: readInvitations, forget: forgetInvitations },
  {
    name: 'people.connecting',
    tables: ['connector', 'connector_note', 'connector_hand_over'],
    read: readConnecting,
    forget: withThePerson,
    remains: named('remainsThanks'),
  },
]

/** The clocks of the same. */
export const trustClocks: readonly RetentionKind[] = [
  {
    kind: 'people.checks',
    title: named('keptChecks'),
    since: named('sinceEnded'),
    days: 365,
    forget: async (tx, before) => {
      await people(tx)
        .deleteFrom('person_check')
        .where((row) => row.or([row('until', '<', before), row('ended_at', '<', before)]))
        .execute()
    },
  },
  {
    kind: 'people.mandates',
    title: named('keptMandates'),
    since: named('sinceEnded'),
    days: 365,
    forget: async (tx, before) => {
      await people(tx)
        .deleteFrom('mandate')
        .where((row) => row.or([row('until', '<', before), row('ended_at', '<', before)]))
        .execute()
    },
  },
  {
    kind: 'people.invitations',
    title: named('keptInvitations'),
    since: named('sinceEnded'),
    days: 30,
    forget: async (tx, before) => {
      await people(tx)
        .deleteFrom('role_invitation')
        .where((row) =>
          row.or([row('expires_at', '<', before), row('used_at', '<', before), row('withdrawn_at', '<', before)]),
        )
        .execute()
    },
  },
  {
    kind: 'people.connectors',
    title: named('keptConnectors'),
    since: named('sinceEnded'),
    days: 730,
    forget: async (tx, before) => {
      await people(tx).deleteFrom('connector').where('ended_at', '<', before).execute()
    },
  },
]
