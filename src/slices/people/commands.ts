import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import { type Doer, record } from '#kernel/facts/record.ts'
import type { Actor, Role } from '#kernel/session/actor.ts'
import { PersonJoined, RoleEnded, RoleGranted } from './facts.ts'
import type { PeopleTables } from './tables.ts'

interface NewPerson {
  name: string
  email: string
  password: string
  language: string | null
}

/** An account whose address is confirmed already. `password` is a hash. Null where the address is somebody's. */
export const addPerson = async (tx: Tx<PeopleTables>, actor: Actor, wanted: NewPerson): Promise<string | null> => {
  const id = newId()
  const made = await tx
    .insertInto('person')
    .values({ id, name: wanted.name, email: wanted.email, language: wanted.language, image: null })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return null
  await tx
    .insertInto('account')
    .values({ id: newId(), person_id: id, account_id: id, provider_id: 'credential', password: wanted.password })
    .execute()
  await record(tx, actor, PersonJoined, { personId: id })
  return id
}

/**
 * Holds somebody's account for the rest of the transaction: an erasure waits, and then finds what was written meanwhile.
 * @throws NotFound once they are erased
 */
export const stillHere = async (tx: Tx<PeopleTables>, personId: string): Promise<void> => {
  const row = await tx.selectFrom('person').select('id').where('id', '=', personId).forKeyShare().executeTakeFirst()
  if (!row) throw new NotFound()
}

/** Of two at once who would write the same about these people, the second waits, and then sees what the first wrote. */
export const oneAtATime = async (tx: Tx<PeopleTables>, personIds: readonly string[]): Promise<void> => {
  await tx.selectFrom('person').select('id').where('id', 'in', personIds).orderBy('id').forNoKeyUpdate().execute()
}

interface Trust {
  personId: string
  role: Exclude<Role, 'visitor' | 'member'>
  scope: string | null
  until?: Date | null
}

/** Trusts somebody with a role, for one thing or the whole community. Granting again what is held changes nothing. */
export const grantRole = (db: Db<PeopleTables>, actor: Doer, trust: Trust, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { personId, role, scope } = trust
    await oneAtATime(tx, [personId])
    const held = await tx
      .selectFrom('role_grant')
      .select('id')
      .where('person_id', '=', personId)
      .where('role', '=', role)
      .where((where) => (scope === null ? where('scope', 'is', null) : where('scope', '=', scope)))
      .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
      .executeTakeFirst()
    if (held) return
    const id = newId()
    await tx
      .insertInto('role_grant')
      .values({
        id,
        person_id: personId,
        role,
        scope,
        granted_by: actor.personId,
        granted_at: now,
        until: trust.until ?? null,
      })
      .execute()
    await record(tx, actor, RoleGranted, { grantId: id, personId, role, scope })
  })

/** Ends a role now; the row stays, so that it can be seen who was trusted when. */
export const endRole = (db: Db<PeopleTables>, actor: Actor, grantId: string, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const ended = await tx
      .updateTable('role_grant')
      // Of requests at once the elder may come second: no role ends before it was given.
      .set({ until: sql<Date>`greatest(granted_at, ${now}::timestamptz)` })
      .where('id', '=', grantId)
      .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
      .returning(['person_id', 'role', 'scope'])
      .executeTakeFirst()
    if (!ended) throw new NotFound()
    await record(tx, actor, RoleEnded, { grantId, personId: ended.person_id, role: ended.role, scope: ended.scope })
  })

/** Rows that only wait to be forgotten: links and requests that ran out, sessions that ended, tries of yesterday. */
export const sweepAccounts = async (tx: Tx<PeopleTables>, now: Date): Promise<void> => {
  const yesterday = new Date(now.getTime() - 24 * 60 * 60_000)
  await tx.deleteFrom('letter_ask').where('asked_at', '<', yesterday).execute()
  await tx.deleteFrom('email_change').where('asked_at', '<', yesterday).execute()
  await tx.deleteFrom('mail_token').where('expires_at', '<', now).execute()
  await tx.deleteFrom('verification').where('expires_at', '<', now).execute()
  await tx.deleteFrom('session').where('expires_at', '<', now).execute()
  await tx.deleteFrom('sign_in_try').where('last_at', '<', yesterday).execute()
  await tx.deleteFrom('used_code').where('used_at', '<', yesterday).execute()
}
