import { sql } from 'kysely'
import type { Tx } from '#kernel/database/database.ts'
import { type ReactionContext, reaction } from '#kernel/facts/facts.ts'
import { scheduled } from '#kernel/jobs/tasks.ts'
import { noAddressHost } from '#kernel/mail/manners.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import { issueToken, type Purpose } from '#kernel/session/tokens.ts'
import { sweepAccounts } from './commands.ts'
import { lettersPerHour } from './door/rules.ts'
import { LetterAsked, PasskeyAdded, PasswordChanged, SecondStepAdded, SecondStepRemoved } from './facts.ts'
import {
  alreadyLetter,
  changeLetter,
  emailNewLetter,
  emailOldLetter,
  emailTakenLetter,
  linkLetter,
  resetLetter,
  signUpLetter,
  type Told,
  unknownLetter,
} from './mails.tsx'
import type { AskKind, PeopleTables } from './tables.ts'

interface Open {
  tx: Tx<PeopleTables>
  community: string
  now: Date
  ask: {
    id: string
    kind: AskKind
    email: string
    language: string
    origin: string
    next: string | null
    person_id: string | null
  }
}

interface Known {
  id: string
  name: string
  email: string
  language: string | null
}

/** Nobody has proven an address that is not known yet: greeted by a name that anybody typed, its owner would read their advertisement. */
const envelope = ({ ask, community }: Open, known: Known | null) => ({
  to: { address: known?.email ?? ask.email, name: known?.name ?? null },
  language: known?.language ?? ask.language,
  community,
})

const linkFor = async (open: Open, purpose: Purpose, path: string, known: Known | null): Promise<string> => {
  const { ask, tx, now } = open
  const wanted = {
    purpose,
    personId: known?.id ?? null,
    askId: ask.id,
    email: known?.email ?? ask.email,
    next: ask.next,
  }
  const key = await issueToken(tx, wanted, now)
  return `${ask.origin}${path}${path.includes('?') ? '&' : '?'}key=${key}`
}

/** An ask for an address that nobody has gets a letter too: people forget which of theirs they used. */
const answers: Record<AskKind, (open: Open, known: Known | null) => Promise<void>> = {
  'sign-up': async (open, known) => {
    const to = envelope(open, known)
    await queueMail(
      open.tx,
      known
        ? alreadyLetter(to, `${open.ask.origin}/sign-in`)
        : signUpLetter(to, await linkFor(open, 'sign-up', '/sign-up/confirm', null)),
    )
  },
  'sign-in': async (open, known) => {
    const to = envelope(open, known)
    await queueMail(
      open.tx,
      known
        ? linkLetter(to, await linkFor(open, 'sign-in', '/sign-in/link', known))
        : unknownLetter(to, `${open.ask.origin}/sign-up`),
    )
  },
  reset: async (open, known) => {
    const to = envelope(open, known)
    await queueMail(
      open.tx,
      known
        ? resetLetter(to, await linkFor(open, 'reset', '/password/new', known))
        : unknownLetter(to, `${open.ask.origin}/sign-up`),
    )
  },
  email: async (open, taken) => {
    const owner = await maybePerson(open.tx, { id: open.ask.person_id })
    if (!owner) return
    const toNew = { ...envelope(open, null), to: { address: open.ask.email, name: taken?.name ?? null } }
    await queueMail(
      open.tx,
      emailOldLetter(
        envelope(open, owner),
        open.ask.email,
        await linkFor(open, 'email-old', '/account/email/confirm?side=old', owner),
      ),
    )
    await queueMail(
      open.tx,
      taken
        ? emailTakenLetter(toNew)
        : emailNewLetter(toNew, await linkFor(open, 'email-new', '/account/email/confirm?side=new', owner)),
    )
  },
}

const maybePerson = async (tx: Tx<PeopleTables>, by: { id?: string | null; email?: string }): Promise<Known | null> =>
  (await tx
    .selectFrom('person')
    .select(['id', 'name', 'email', 'language'])
    .where('id' in by ? 'id' : 'email', '=', by.id ?? by.email ?? null)
    .executeTakeFirst()) ?? null

/** More than a few letters an hour to one address would be somebody's way to annoy: the rest are dropped, in silence. Asks for one
 * address take turns, so that none is overlooked. */
const isTooMany = async (tx: Tx<PeopleTables>, email: string, now: Date): Promise<boolean> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`letters to ${email}`}, 0))`.execute(tx)
  const hourAgo = new Date(now.getTime() - 60 * 60_000)
  const row = await tx
    .selectFrom('letter_ask')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('email', '=', email)
    .where('answered_at', '>', hourAgo)
    .executeTakeFirstOrThrow()
  return row.n > lettersPerHour
}

const answerLetter = async ({ tx, community }: ReactionContext, { askId }: { askId: string }): Promise<void> => {
  const now = new Date()
  const people: Tx<PeopleTables> = tx
  const ask = await people
    .updateTable('letter_ask')
    .set({ answered_at: now })
    .where('id', '=', askId)
    .where('answered_at', 'is', null)
    .returning(['id', 'kind', 'email', 'language', 'origin', 'next', 'person_id'])
    .executeTakeFirst()
  // Letters to people without an address are read by the desk: a link in one would let the desk come in as whom it helps.
  if (!ask || ask.email.endsWith(`@${noAddressHost}`) || (await isTooMany(people, ask.email, now))) return
  await answers[ask.kind](
    { tx: people, community: community.name, now, ask },
    await maybePerson(people, { email: ask.email }),
  )
}

/** What the asker must not learn by waiting is decided here: whether the address is known, and which letter it gets. */
export const answerLetterAsks = reaction('people.answer_letter_asks', LetterAsked, answerLetter)

const tell =
  (what: Told) =>
  async ({ tx, community, origin }: ReactionContext, { personId }: { personId: string }): Promise<void> => {
    const person = await maybePerson(tx, { id: personId })
    if (!person) return
    const to = { address: person.email, name: person.name }
    const envelope = { to, language: person.language ?? community.language, community: community.name }
    await queueMail(tx, changeLetter(envelope, what, `${origin}/password/forgotten`))
  }

export const tellPasswordChanged = reaction('people.tell_password_changed', PasswordChanged, tell('passwordChanged'))
export const tellSecondStepAdded = reaction('people.tell_second_step_added', SecondStepAdded, tell('secondStepAdded'))
export const tellSecondStepRemoved = reaction(
  'people.tell_second_step_removed',
  SecondStepRemoved,
  tell('secondStepRemoved'),
)
export const tellPasskeyAdded = reaction('people.tell_passkey_added', PasskeyAdded, tell('passkeyAdded'))

/** Whatever only waits to be forgotten goes at night. */
export const sweepAccountsNightly = scheduled('people.sweep_accounts', { daily: '03:40' }, ({ tx, now }) =>
  sweepAccounts(tx, now),
)
