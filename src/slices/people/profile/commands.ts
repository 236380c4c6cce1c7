import type { Db, Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { record } from '#kernel/facts/record.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { self } from '../account/commands.ts'
import { ProfileChanged } from '../facts.ts'
import type { PeopleTables } from '../tables.ts'
import type { ProfileForm } from './fields.ts'
import { profileFields } from './rules.ts'

/** Keeps the whole form. What is left empty is forgotten, not kept as an empty answer. */
export const saveProfile = (db: Db<PeopleTables>, actor: Actor, form: ProfileForm, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const personId = self(actor)
    await keepProfile(tx, personId, form, now)
    await record(tx, actor, ProfileChanged, { personId })
  })

/** The same for whoever writes it down for somebody, in their transaction. */
export const keepProfile = async (
  tx: Tx<PeopleTables>,
  personId: string,
  form: ProfileForm,
  now: Date,
): Promise<void> => {
  await tx.updateTable('person').set({ name: form.name, updated_at: now }).where('id', '=', personId).execute()
  await keepShowing(tx, personId, form, now)
  await keepAnswers(tx, personId, form, now)
}

const keepShowing = async (tx: Tx<PeopleTables>, personId: string, form: ProfileForm, now: Date) => {
  const hidden = form.hidden ? now : null
  await tx
    .insertInto('person_profile')
    .values({ person_id: personId, name_audience: form.name_audience, hidden_at: hidden })
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet((row) => ({
        name_audience: form.name_audience,
        hidden_at: hidden && row.fn.coalesce('person_profile.hidden_at', 'excluded.hidden_at'),
      })),
    )
    .execute()
}

const keepAnswers = async (tx: Tx<PeopleTables>, personId: string, form: ProfileForm, now: Date) => {
  const answers = profileFields.map((field) => ({
    person_id: personId,
    field,
    value: form[field],
    audience: form[`${field}_audience`],
    changed_at: now,
  }))
  await tx.deleteFrom('profile_field').where('person_id', '=', personId).execute()
  const given = answers.filter(({ value }) => value !== '')
  if (given.length) await tx.insertInto('profile_field').values(given).execute()
}

/** A group tells that somebody belongs to it now, in its own transaction. Confidential circles tell nothing. */
export const joinedGroup = async (tx: Tx<PeopleTables>, personId: string, groupId: string): Promise<void> => {
  await tx
    .insertInto('person_group')
    .values({ person_id: personId, group_id: groupId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The other way. */
export const leftGroup = async (tx: Tx<PeopleTables>, personId: string, groupId: string): Promise<void> => {
  await tx.deleteFrom('person_group').where('person_id', '=', personId).where('group_id', '=', groupId).execute()
}

/** Moderators hold back somebody's answers from others, or give them back (`null`). In the transaction of their decision. */
export const holdProfile = async (tx: Tx<PeopleTables>, personId: string, since: Date | null): Promise<void> => {
  await tx.deleteFrom('profile_hold').where('person_id', '=', personId).execute()
  if (since) await tx.insertInto('profile_hold').values({ person_id: personId, since }).execute()
}
