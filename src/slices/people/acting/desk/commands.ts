import { acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { record } from '#kernel/facts/record.ts'
import { keepManners, noAddressHost } from '#kernel/mail/manners.ts'
import type { MailTables } from '#kernel/mail/tables.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { oneAtATime } from '../../commands.ts'
import { giveConsent } from '../../consent/commands.ts'
import { LetterPassedOn, LetterRead, PersonWelcomed } from '../../facts.ts'
import { keepBand } from '../../guardians/commands.ts'
import type { PeopleTables } from '../../tables.ts'
import { isAtDesk } from '../access.ts'
import { keepMandate, tell } from '../commands.ts'
import type { GuardianForm, Welcome } from '../fields.ts'
import { guardianLetter, type Writing } from '../mails.tsx'
import { maybeByHand, maybeReaderByHand, type OpenedByHand } from './queries.ts'

/** What was read out: the sentence, to whom it gives what, in the person's own language. */
export interface Agreed {
  words: string
  recipient: string
  data: string[]
}

interface When {
  until: Date
  zone: string
  now: Date
}

/**
 * Somebody without e-mail is here from now on: an account that nobody can sign in to, what they agreed to, and how they may be
 * reached. Returns the mandate, under which whoever is at the desk acts for them.
 */
export const welcomePerson = (
  db: Db<PeopleTables>,
  actor: Actor,
  form: Welcome,
  { words, recipient, data }: Agreed,
  { until, zone, now }: When,
): Promise<string> =>
  inTransaction(db, async (tx) => {
    if (!isAtDesk(actor)) throw new NotFound()
    const { name, language, how, witness, channel, phone, no_voicemail, age } = form
    const personId = newId()
    await tx
      .insertInto('person')
      .values({ id: personId, name, email: `${personId}@${noAddressHost}`, language, image: null })
      .execute()
    await hideFromLists(tx, personId, now)
    const manners = { channel, phone: phone || null, noVoicemail: no_voicemail, neutral: null, hours: null }
    await keepManners(tx, personId, manners, { zone, now })
    if (age !== 'unknown') await keepBand(tx, personId, age, now)
    const agreed = { personId, purpose: 'people.desk', recipient, data, words, language, how, until }
    await giveConsent(tx, actor, agreed, now)
    const kept = { kind: 'desk', personId, helperId: null, how, language, witness: witness || null, until } as const
    const mandateId = await keepMandate(tx, actor, kept, now)
    await record(tx, actor, PersonWelcomed, { personId })
    return mandateId
  })

/** The yes was for the desk: nobody else learns that this person is here, until they say so. */
const hideFromLists = async (tx: Tx<PeopleTables>, personId: string, now: Date) => {
  await tx
    .insertInto('person_profile')
    .values({ person_id: personId, name_audience: 'groups', hidden_at: now })
    .execute()
}

interface Family {
  young: { id: string; name: string }
  guardian: { id: string; name: string }
}

/** A guardian said yes: written down by somebody who is neither of the two, and both are told. */
export const keepGuardian = (
  db: Db<PeopleTables>,
  actor: Actor,
  { young, guardian }: Family,
  { how, witness, until, words }: Pick<GuardianForm, 'how' | 'witness'> & { until: Date; words: string },
  writing: Writing,
  now: Date,
): Promise<void> =>
  inTransaction(db, async (tx) => {
    if (!isAtDesk(actor) || [young.id, guardian.id].includes(actor.personId!)) throw new NotFound()
    await oneAtATime(tx, [young.id, guardian.id])
    const language = writing.language
    const kept = { kind: 'guardian', personId: young.id, helperId: guardian.id, how, language } as const
    await keepMandate(tx, actor, { ...kept, witness: witness || null, until }, now)
    const agreed = { personId: guardian.id, purpose: 'people.guardian', scope: young.id, recipient: writing.community }
    await giveConsent(tx, actor, { ...agreed, data: [young.name], words, language, how, until }, now)
    const told = { guardian: guardian.name, name: young.name, until }
    for (const { id } of [young, guardian]) await tell(tx, id, (to) => guardianLetter(to, writing, told))
  })

/**
 * Opens a letter to somebody else, so as to pass it on. That it was opened, by whom and when is written down in the same
 * transaction: what is not written down is not read.
 */
export const readByHand = (
  db: Db<PeopleTables>,
  actor: Actor,
  letterId: string,
  sender: { name: string; origin: string },
): Promise<OpenedByHand> =>
  inTransaction(db, async (tx) => {
    const letter = isAtDesk(actor) ? await maybeByHand(tx, actor.personId, letterId, sender) : null
    if (!letter) throw new NotFound()
    await record(tx, actor, LetterRead, { letterId, personId: letter.personId })
    return letter
  })

/** A letter was told by phone, handed over or posted. */
export const passOn = (db: Db<PeopleTables>, actor: Actor, letterId: string, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const letter = isAtDesk(actor) ? await maybeReaderByHand(tx, actor.personId, letterId) : null
    if (!letter) throw new NotFound()
    const mails: Tx<MailTables> = acrossTx(tx)
    const { numUpdatedRows } = await mails
      .updateTable('mail')
      .set({ sent_at: now })
      .where('id', '=', letterId)
      .where('sent_at', 'is', null)
      .executeTakeFirst()
    if (!numUpdatedRows) throw new NotFound()
    await record(tx, actor, LetterPassedOn, { letterId, personId: letter.personId })
  })
