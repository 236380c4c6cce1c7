import type { Community, Db } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { hashPassword, isPassword } from '#kernel/session/passwords.ts'
import { consumeToken, dropTokensOf, sealed } from '#kernel/session/tokens.ts'
import { forgetTries, takeTry, tryKey } from '#kernel/session/tries.ts'
import { addPerson } from '../commands.ts'
import { LetterAsked, PasswordChanged } from '../facts.ts'
import { keepBand } from '../guardians/commands.ts'
import { passwordProblem } from '../rules.ts'
import type { AskKind, PeopleTables } from '../tables.ts'
import type { Confirmation, Entry, NewPasswordOutcome, Opened } from './rules.ts'

export interface Ask {
  kind: AskKind
  email: string
  language: string
  origin: string
  next?: string | null
  /** At sign-up: the name, the hash of the password, and the mark left in the browser. */
  name?: string
  password?: string
  browser?: string
  /** Under eighteen, by their own word. */
  young?: boolean
}

/**
 * Asks for a letter. The same row for an address that is known here and one that is not: who looks at the answer, or at the
 * time that it takes, learns nothing.
 */
export const askForLetter = (db: Db<PeopleTables>, actor: Actor, ask: Ask, now: Date): Promise<string> =>
  inTransaction(db, async (tx) => {
    const id = newId()
    await tx
      .insertInto('letter_ask')
      .values({
        id,
        kind: ask.kind,
        person_id: actor.personId,
        email: ask.email,
        name: ask.name ?? null,
        password: ask.password ?? null,
        browser: ask.browser ? sealed(ask.browser) : null,
        language: ask.language,
        origin: ask.origin,
        next: ask.next ?? null,
        young: ask.young ?? false,
        asked_at: now,
        answered_at: null,
      })
      .execute()
    await record(tx, actor, LetterAsked, { askId: id })
    return id
  })

interface Typed {
  email: string
  password: string
}

/** Who signs in with this address and password? The same look-up and the same work whether or not the address is known. */
export const whoSignsIn = async (
  community: Community,
  headers: Headers,
  { email, password }: Typed,
  now: Date,
): Promise<Entry> => {
  const db: Db<PeopleTables> = community.write
  const key = tryKey(headers, community.slug, email)
  if (!(await takeTry(db, key, now))) return { kind: 'wait' }
  const known = await db
    .selectFrom('person')
    .innerJoin('account', 'account.person_id', 'person.id')
    .select(['person.id', 'account.password'])
    .where('person.email', '=', email)
    .where('account.provider_id', '=', 'credential')
    .executeTakeFirst()
  if (!(await isPassword(password, known?.password ?? null)) || !known) return { kind: 'wrong' }
  await forgetTries(db, key)
  return { kind: 'is', personId: known.id }
}

interface SignUpLink {
  key: string
  password: string | undefined
  /** The mark in this browser: where it is the one that signed up, the password need not be typed again. */
  browser: string | null
}

/**
 * Ends a sign-up. Whoever opens the letter must be whoever chose the password: else somebody could sign up with your address,
 * wait until you press the button, and come in with theirs.
 */
export const confirmSignUp = async (
  db: Db<PeopleTables>,
  actor: Actor,
  link: SignUpLink,
  now: Date,
): Promise<Confirmation> => {
  const waiting = await db
    .selectFrom('mail_token')
    .innerJoin('letter_ask', 'letter_ask.id', 'mail_token.ask_id')
    .select(['letter_ask.password', 'letter_ask.browser', 'letter_ask.name', 'letter_ask.language', 'letter_ask.young'])
    .where('mail_token.token', '=', sealed(link.key))
    .where('mail_token.purpose', '=', 'sign-up')
    .where('mail_token.expires_at', '>', now)
    .executeTakeFirst()
  if (!waiting?.password || !waiting.name) return { kind: 'dead' }
  const sameBrowser = link.browser !== null && sealed(link.browser) === waiting.browser
  if (!sameBrowser) {
    if (!(await takeTry(db, `sign-up ${sealed(link.key)}`, now))) return { kind: 'wait' }
    if (!(await isPassword(link.password ?? '', waiting.password))) return { kind: 'wrongPassword' }
  }
  const { name, password, language, young } = waiting
  return inTransaction(db, (tx) => join(tx, actor, link.key, { name, password, language, young }, now))
}

type Joining = { name: string; password: string; language: string; young: boolean }

const join = async (
  tx: Parameters<typeof consumeToken>[0] & Parameters<typeof addPerson>[0],
  actor: Actor,
  key: string,
  { young, ...joining }: Joining,
  now: Date,
): Promise<Confirmation> => {
  const token = await consumeToken(tx, 'sign-up', key, now)
  const personId = token && (await addPerson(tx, actor, { ...joining, email: token.email }))
  if (!personId) return { kind: 'dead' }
  if (young) await keepBand(tx, personId, 'minor', now)
  await tx.deleteFrom('letter_ask').where('id', '=', token.askId).execute()
  return { kind: 'joined', personId, next: token.next }
}

/** Uses up a link that signs in. The session itself is made by whoever holds the request. */
export const openLetter = (db: Db<PeopleTables>, key: string, now: Date): Promise<Opened> =>
  inTransaction(db, async (tx): Promise<Opened> => {
    const token = await consumeToken(tx, 'sign-in', key, now)
    return token?.personId ? { kind: 'is', personId: token.personId, next: token.next } : { kind: 'dead' }
  })

interface Replacement {
  key: string
  password: string
}

/** A new password for one that was forgotten: all sessions and all links end, and the second step stays. */
export const replacePassword = async (
  db: Db<PeopleTables>,
  actor: Actor,
  { key, password }: Replacement,
  now: Date,
): Promise<NewPasswordOutcome> => {
  const waiting = await db
    .selectFrom('mail_token')
    .innerJoin('person', 'person.id', 'mail_token.person_id')
    .select(['person.name', 'person.email'])
    .where('mail_token.token', '=', sealed(key))
    .where('mail_token.purpose', '=', 'reset')
    .where('mail_token.expires_at', '>', now)
    .executeTakeFirst()
  if (!waiting) return { kind: 'dead' }
  if (passwordProblem(password, waiting)) return { kind: 'passwordIsYou' }
  const hash = await hashPassword(password)
  return inTransaction(db, async (tx): Promise<NewPasswordOutcome> => {
    const token = await consumeToken(tx, 'reset', key, now)
    if (!token?.personId) return { kind: 'dead' }
    await tx
      .updateTable('account')
      .set({ password: hash, updated_at: now })
      .where('person_id', '=', token.personId)
      .execute()
    await tx.deleteFrom('session').where('person_id', '=', token.personId).execute()
    await dropTokensOf(tx, token.personId)
    await record(tx, actor, PasswordChanged, { personId: token.personId })
    return { kind: 'changed' }
  })
}
