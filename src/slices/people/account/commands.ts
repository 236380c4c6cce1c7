import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Fact } from '#kernel/facts/facts.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { hashPassword, isPassword } from '#kernel/session/passwords.ts'
import { consumeToken, dropTokensOf } from '#kernel/session/tokens.ts'
import { forgetTries, takeTry } from '#kernel/session/tries.ts'
import { EmailChanged, LetterAsked, NameChanged, PasskeyRemoved, PasswordChanged, SessionsEnded } from '../facts.ts'
import type { PeopleTables } from '../tables.ts'
import type { Self } from './fields.ts'
import { codesShownFor, type EmailConfirmation, type Proof } from './rules.ts'

/** The signed-in person's id; routes let only signed-in people in. */
export const self = (actor: Actor): string => {
  if (actor.personId === null) throw new NotFound()
  return actor.personId
}

export const changeSelf = (db: Db<PeopleTables>, actor: Actor, { name, language }: Self, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    await tx
      .updateTable('person')
      .set({ name, language: language || null, updated_at: now })
      .where('id', '=', personId)
      .execute()
    await record(tx, actor, NameChanged, { personId })
  })

/** Asks for the password again. Ten wrong ones, then waits, as at the door: an open session is no licence to guess. */
export const provePassword = async (
  db: Db<PeopleTables>,
  actor: Actor,
  password: string,
  now: Date,
): Promise<Proof> => {
  const key = `proof ${self(actor)}`
  if (!(await takeTry(db, key, now))) return 'wait'
  const row = await db
    .selectFrom('account')
    .select('password')
    .where('person_id', '=', actor.personId)
    .executeTakeFirst()
  if (!(await isPassword(password, row?.password ?? null))) return 'wrong'
  await forgetTries(db, key)
  return 'right'
}

/** Ends the person's sessions but the one that asks; returns how many. */
const endOthers = async (tx: Tx<PeopleTables>, actor: Actor): Promise<number> => {
  const ended = await tx
    .deleteFrom('session')
    .where('person_id', '=', self(actor))
    .where('id', '!=', actor.sessionId!)
    .executeTakeFirst()
  return Number(ended.numDeletedRows)
}

export const changePassword = async (
  db: Db<PeopleTables>,
  actor: Actor,
  password: string,
  now: Date,
): Promise<void> => {
  const hash = await hashPassword(password)
  await inTransaction(db, async (tx) => {
    const personId = self(actor)
    await tx.updateTable('account').set({ password: hash, updated_at: now }).where('person_id', '=', personId).execute()
    await endOthers(tx, actor)
    await dropTokensOf(tx, personId)
    await record(tx, actor, PasswordChanged, { personId })
  })
}

export const endSession = (db: Db<PeopleTables>, actor: Actor, id: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    const ended = await tx
      .deleteFrom('session')
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .executeTakeFirst()
    if (!ended.numDeletedRows) throw new NotFound()
    await record(tx, actor, SessionsEnded, { personId, count: 1 })
  })

export const endOtherSessions = (db: Db<PeopleTables>, actor: Actor): Promise<number> =>
  inTransaction(db, async (tx) => {
    const count = await endOthers(tx, actor)
    await record(tx, actor, SessionsEnded, { personId: self(actor), count })
    return count
  })

interface Move {
  email: string
  language: string
  origin: string
}

/** Asks both mailboxes. Whether the new one is somebody's already shows only in the letter to it, never in the answer. */
export const askForNewEmail = (db: Db<PeopleTables>, actor: Actor, move: Move, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const [askId, personId] = [newId(), self(actor)]
    const { email, language, origin } = move
    await tx
      .insertInto('letter_ask')
      .values({ id: askId, kind: 'email', person_id: personId, email, language, origin, asked_at: now })
      .execute()
    const fresh = { ask_id: askId, email, old_confirmed_at: null, new_confirmed_at: null, asked_at: now }
    await tx
      .insertInto('email_change')
      .values({ person_id: personId, ...fresh })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(fresh))
      .execute()
    await record(tx, actor, LetterAsked, { askId })
  })

/** One mailbox says yes. With the second yes the address changes, other links die and all sessions end. */
export const confirmEmail = (
  db: Db<PeopleTables>,
  actor: Actor,
  { key, side }: { key: string; side: 'old' | 'new' },
  now: Date,
): Promise<EmailConfirmation> =>
  inTransaction(db, async (tx): Promise<EmailConfirmation> => {
    const token = await consumeToken(tx, side === 'old' ? 'email-old' : 'email-new', key, now)
    if (!token?.personId) return { kind: 'dead' }
    const change = await tx
      .updateTable('email_change')
      .set(side === 'old' ? { old_confirmed_at: now } : { new_confirmed_at: now })
      .where('person_id', '=', token.personId)
      .where('ask_id', '=', token.askId)
      .returningAll()
      .executeTakeFirst()
    if (!change) return { kind: 'dead' }
    if (!change.old_confirmed_at || !change.new_confirmed_at) return { kind: 'waitsForOther' }
    return moveTo(tx, actor, { personId: token.personId, email: change.email }, now)
  })

const moveTo = async (
  tx: Tx<PeopleTables>,
  actor: Actor,
  { personId, email }: { personId: string; email: string },
  now: Date,
): Promise<EmailConfirmation> => {
  await tx.deleteFrom('email_change').where('person_id', '=', personId).execute()
  const taken = await tx.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst()
  if (taken) return { kind: 'dead' }
  await tx.updateTable('person').set({ email, updated_at: now }).where('id', '=', personId).execute()
  await dropTokensOf(tx, personId)
  await tx
    .deleteFrom('session')
    .where('person_id', '=', personId)
    .where('id', 'is distinct from', actor.sessionId)
    .execute()
  await record(tx, actor, EmailChanged, { personId })
  return { kind: 'changed', personId }
}

/** After the second step changed: others who hold a session of before must prove both steps anew. */
export const noteSecondStep = (db: Db<PeopleTables>, actor: Actor, what: Fact, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    await tx
      .updateTable('two_factor')
      .set({ codes_until: new Date(now.getTime() + codesShownFor) })
      .where('person_id', '=', personId)
      .execute()
    await record(tx, actor, what, { personId })
  })

/** Ends every session of the person but the newest: the second step has just put a new one in this one's place. */
export const endOlderSessions = async (db: Db<PeopleTables>, actor: Actor): Promise<void> => {
  const newest = db
    .selectFrom('session')
    .select('id')
    .where('person_id', '=', self(actor))
    .orderBy('created_at', 'desc')
    .limit(1)
  await db.deleteFrom('session').where('person_id', '=', self(actor)).where('id', 'not in', newest).execute()
}

export const hideCodes = async (db: Db<PeopleTables>, actor: Actor): Promise<void> => {
  await db.updateTable('two_factor').set({ codes_until: null }).where('person_id', '=', self(actor)).execute()
}

/** Stops a set-up that was begun and not proven. */
export const stopSettingUp = async (db: Db<PeopleTables>, actor: Actor): Promise<void> => {
  await db.deleteFrom('two_factor').where('person_id', '=', self(actor)).where('verified', '=', false).execute()
}

export const removePasskey = (db: Db<PeopleTables>, actor: Actor, id: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    const removed = await tx
      .deleteFrom('passkey')
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .executeTakeFirst()
    if (!removed.numDeletedRows) throw new NotFound()
    await record(tx, actor, PasskeyRemoved, { personId })
  })

/** Takes a code of the app for its owner; `false` when it was used already (ASVS V6.5.1: each code once). */
export const claimCode = async (db: Db<PeopleTables>, personId: string, seal: string, now: Date): Promise<boolean> => {
  const taken = await db
    .insertInto('used_code')
    .values({ person_id: personId, code: seal, used_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'code'])
        .doUpdateSet({ used_at: now })
        .where('used_code.used_at', '<', new Date(now.getTime() - 180_000)),
    )
    .returning('code')
    .executeTakeFirst()
  return taken !== undefined
}
