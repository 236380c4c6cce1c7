import { type AnyDb, type AnyTx, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record, theProgram } from '#kernel/facts/record.ts'
import type { JobTables } from '#kernel/jobs/tables.ts'
import type { MailTables } from '#kernel/mail/tables.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { self } from '../account/commands.ts'
import { PersonErased } from '../facts.ts'
import type { PeopleTables } from '../tables.ts'
import { isLastSteward } from '../trust/commands.ts'
import { named } from './messages/catalogue.ts'
import {
  keepingTimes,
  maybeErasable,
  readAccount,
  readConsents,
  readDeeds,
  readKeptAway,
  readLetters,
  readProfile,
} from './queries.ts'
import { forgottenBefore, type PersonalDataSource, type RetentionKind } from './rules.ts'

const people = (tx: AnyTx): Tx<PeopleTables> => acrossTx(tx)

/** What leads from an address or an id to the person, beside the account itself. */
const forgetTraces = async (tx: AnyTx, personId: string): Promise<void> => {
  const own = people(tx)
  const emails = own.selectFrom('person').select('email').where('id', '=', personId)
  await own.deleteFrom('letter_ask').where('email', 'in', emails).execute()
  await own.deleteFrom('mail_token').where('email', 'in', emails).execute()
  await own.deleteFrom('email_change').where('email', 'in', emails).execute()
  await own.deleteFrom('verification').where('value', 'like', `%${personId}%`).execute()
}

const forgetNotMeet = async (tx: AnyTx, personId: string): Promise<void> => {
  await lookAs(acrossTx(tx), { personId })
  await people(tx).deleteFrom('not_meet').where('person_id', '=', personId).execute()
}

/** Letters to the person go whole, also those that still wait: there is nobody left to read them. */
const forgetLettersTo = async (tx: AnyTx, personId: string): Promise<void> => {
  const mails: Tx<MailTables & PeopleTables> = acrossTx(tx)
  await mails
    .deleteFrom('mail')
    .where('to_address', 'in', (select) => select.selectFrom('person').select('email').where('id', '=', personId))
    .execute()
}

const withThePerson = async (): Promise<void> => {}

/** What people, their doors, their letters and the record of what happened know about somebody. The account goes last, by itself. */
export const peopleData: readonly PersonalDataSource[] = [
  {
    name: 'people.letters',
    tables: ['mail', 'mail_reader', 'mail_refusal'],
    read: readLetters,
    forget: forgetLettersTo,
    remains: named('remainsRefusals'),
  },
  {
    name: 'people.account',
    tables: ['person', 'session', 'passkey', 'role_grant', 'letter_ask', 'mail_token', 'email_change', 'verification'],
    read: readAccount,
    forget: forgetTraces,
    remains: named('remainsErased'),
  },
  {
    name: 'people.profile',
    tables: ['person_profile', 'profile_field', 'profile_hold', 'person_group'],
    read: readProfile,
    forget: withThePerson,
  },
  { name: 'people.kept_away', tables: ['person_block', 'not_meet'], read: readKeptAway, forget: forgetNotMeet },
  { name: 'people.consents', tables: ['consent'], read: readConsents, forget: withThePerson },
  {
    name: 'people.deeds',
    tables: ['fact'],
    read: readDeeds,
    forget: withThePerson,
    remains: named('remainsDeeds'),
  },
]

const forgetEverywhere = async (
  tx: AnyTx,
  sources: readonly PersonalDataSource[],
  personId: string,
  now: Date,
): Promise<boolean> => {
  // What is just being written in their name is waited for and found; what comes later finds nobody.
  await people(tx).selectFrom('person').select('id').where('id', '=', personId).forUpdate().execute()
  for (const { forget } of sources) await forget(tx, personId, now)
  const gone = await people(tx).deleteFrom('person').where('id', '=', personId).executeTakeFirst()
  await people(tx)
    .insertInto('erased_person')
    .values({ person_id: personId, erased_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return gone.numDeletedRows > 0n
}

/**
 * Erases the actor, in every part of the program or in none. The last steward names another first: without one nobody could look
 * after the people who stay.
 */
export const eraseSelf = (
  db: Db<PeopleTables>,
  actor: Actor,
  sources: readonly PersonalDataSource[],
  now: Date,
): Promise<'erased' | 'lastSteward'> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    if (await isLastSteward(tx, personId, now)) return 'lastSteward'
    await forgetEverywhere(tx, sources, personId, now)
    await record(tx, theProgram, PersonErased, { personId })
    return 'erased'
  })

/** Erases somebody without e-mail who told the desk to: nobody else can press for them. Returns the name, for saying good-bye. */
export const eraseForPerson = (
  db: Db<PeopleTables>,
  actor: Actor,
  mandateId: string,
  sources: readonly PersonalDataSource[],
  now: Date,
): Promise<string> =>
  inTransaction(db, async (tx) => {
    const mandate = await maybeErasable(tx, actor, mandateId, now)
    if (!mandate) throw new NotFound()
    await forgetEverywhere(tx, sources, mandate.personId, now)
    await record(tx, actor, PersonErased, { personId: mandate.personId })
    return mandate.name
  })

/**
 * After a backup was restored: erases again whoever was erased since it was made. Takes the ids from `erased_person` of the newer
 * database; returns how many had come back.
 */
export const eraseAgain = (
  db: AnyDb,
  sources: readonly PersonalDataSource[],
  erased: readonly string[],
  now: Date,
): Promise<number> =>
  inTransaction(db, async (tx) => {
    let back = 0
    for (const personId of erased) {
      if (!(await forgetEverywhere(tx, sources, personId, now))) continue
      await record(tx, theProgram, PersonErased, { personId })
      back += 1
    }
    return back
  })

/** How long a community keeps a kind of data from now on. */
export const keepFor = async (db: Db<PeopleTables>, kind: string, days: number): Promise<void> => {
  await db
    .insertInto('retention')
    .values({ kind, days })
    .onConflict((conflict) => conflict.column('kind').doUpdateSet({ days }))
    .execute()
}

/** Whatever has had its days goes: each kind by its own clock. */
export const forgetByTheClock = async (tx: AnyTx, kinds: readonly RetentionKind[], now: Date): Promise<void> => {
  const times = new Map((await keepingTimes(tx, kinds)).map(({ kind, days }) => [kind, days]))
  for (const { kind, forget } of kinds) await forget(tx, forgottenBefore(times.get(kind)!, now))
}

/** The clocks of people's own data and of the letters to them. */
export const peopleClocks: readonly RetentionKind[] = [
  {
    kind: 'people.consents',
    title: named('partConsents'),
    since: named('sinceEnded'),
    days: 365,
    forget: async (tx, before) => {
      await people(tx)
        .deleteFrom('consent')
        .where((row) => row.or([row('until', '<', before), row('withdrawn_at', '<', before)]))
        .execute()
    },
  },
  {
    kind: 'people.roles',
    title: named('keptRoles'),
    since: named('sinceEnded'),
    days: 730,
    forget: async (tx, before) => {
      await people(tx).deleteFrom('role_grant').where('until', '<', before).execute()
    },
  },
  {
    kind: 'people.browsers',
    title: named('partBrowsers'),
    since: named('sinceEnded'),
    days: 1,
    forget: async (tx, before) => {
      await people(tx).deleteFrom('session').where('expires_at', '<', before).execute()
    },
  },
  {
    kind: 'people.asked_letters',
    title: named('keptAsks'),
    since: named('sinceAsked'),
    days: 1,
    forget: async (tx, before) => {
      await people(tx).deleteFrom('letter_ask').where('asked_at', '<', before).execute()
    },
  },
  {
    kind: 'people.letters',
    title: named('partLetters'),
    since: named('sinceSent'),
    days: 7,
    forget: async (tx, before) => {
      const mails: Tx<MailTables> = acrossTx(tx)
      await mails.deleteFrom('mail').where('sent_at', '<', before).execute()
    },
  },
  {
    kind: 'people.failed_jobs',
    title: named('keptJobs'),
    since: named('sinceEnded'),
    days: 90,
    forget: async (tx, before) => {
      const jobs: Tx<JobTables> = acrossTx(tx)
      await jobs.deleteFrom('parked_job').where('ended_at', '<', before).execute()
    },
  },
  {
    kind: 'people.erased',
    title: named('keptErased'),
    since: named('sinceErased'),
    days: 365,
    forget: async (tx, before) => {
      await people(tx).deleteFrom('erased_person').where('erased_at', '<', before).execute()
    },
  },
]
