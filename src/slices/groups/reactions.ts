import { sql } from 'kysely'
import { type AnyTx, across, acrossTx, type Tx } from '#kernel/database/database.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { type ReactionContext, reaction } from '#kernel/facts/facts.ts'
import { type OnTime, scheduled } from '#kernel/jobs/tasks.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import { unblocked } from '#slices/people/blocks/queries.ts'
import { isAwake } from '#slices/people/checks/queries.ts'
import { AgeSettled } from '#slices/people/facts.ts'
import { isMinor } from '#slices/people/guardians/queries.ts'
import { maybeReader, trustedWith } from '#slices/people/queries.ts'
import { DecisionUndone, ThingModerated } from '#slices/safety/facts.ts'
import { GlassBroken, HostNamed, HostsGone, MemberAnswered, MemberAsked, MemberRemoved } from './facts.ts'
import { findGroup } from './found/commands.ts'
import { leaveAdultGroups } from './leaving/commands.ts'
import { groupLetter } from './mails.tsx'
import type { MessageKey } from './messages/catalogue.ts'
import { isPaused } from './queries.ts'
import type { GroupTables } from './tables.ts'

interface Named {
  name: string
  confidential: boolean
  reason: string | null
}

/** The group as this person may know it. Of a circle that they are not in (any more), nothing but that it was one. */
const groupFor = async (tx: AnyTx, id: string, personId: string): Promise<Named> => {
  await lookAs(tx, { personId })
  const { rows } = await sql<Named>`select g.name, g.confidential,
      (select m.reason from group_member m where m.group_id = g.id and m.person_id = ${personId}) as reason
    from "group" g where g.id = ${id}`.execute(tx)
  return rows[0] ?? { name: '', confidential: true, reason: null }
}

interface Telling {
  kind: string
  subject: MessageKey
  text: MessageKey
  button: MessageKey
  path: string
}

/** Tells some people about a group, each only as they may know it. */
const tell = async (
  { tx, community, origin }: Pick<ReactionContext, 'tx' | 'community' | 'origin'>,
  groupId: string,
  ids: readonly string[],
  { path, ...telling }: Telling,
) => {
  for (const id of ids) {
    const reader = await maybeReader(across(tx), id)
    if (!reader) continue
    const { name, confidential, reason } = await groupFor(tx, groupId, id)
    const to = { ...reader, language: reader.language ?? community.language }
    const values = { name, reason: reason ?? '' }
    await queueMail(tx, groupLetter(to, { ...telling, confidential, values, href: `${origin}${path}` }))
  }
}

const personOf = async (tx: AnyTx, member: string): Promise<string[]> =>
  (await sql<{ id: string | null }>`select person_of_member(${member}) as id`.execute(tx)).rows.flatMap(({ id }) =>
    id ? [id] : [],
  )

/** Whoever looks after a group and may now, without those between whom and `about` a block stands. */
const hostsOf = async (tx: AnyTx, groupId: string, now: Date, about: string | null = null): Promise<string[]> =>
  (
    await sql<{
      id: string
    }>`select h.id from hosts_of_circle(${groupId}) as h(id) where ${unblocked(about, 'h.id')}
      and ${isAwake('host', 'h.id', now)}`.execute(tx)
  ).rows.map(({ id }) => id)

/** The same with those who sleep: what they must know though they can do nothing about it. */
const allHostsOf = async (tx: AnyTx, groupId: string): Promise<string[]> =>
  (await sql<{ id: string }>`select h.id from hosts_of_circle(${groupId}) as h(id)`.execute(tx)).rows.map(
    ({ id }) => id,
  )

export const tellHostsOfAsking = reaction(
  'groups.tell_hosts_of_asking',
  MemberAsked,
  async (context, { groupId, member }) => {
    const [asker] = await personOf(context.tx, member)
    if (!asker) return
    await tell(context, groupId, await hostsOf(context.tx, groupId, context.at, asker), {
      kind: 'asked',
      subject: 'mailAskedSubject',
      text: 'mailAskedText',
      button: 'mailAskedOpen',
      path: `/groups/${groupId}/members`,
    })
  },
)

export const tellAnswer = reaction('groups.tell_answer', MemberAnswered, async (context, { groupId, member, yes }) =>
  tell(context, groupId, await personOf(context.tx, member), {
    kind: 'answered',
    subject: yes ? 'mailYesSubject' : 'mailNoSubject',
    text: yes ? 'mailYesText' : 'mailNoText',
    button: yes ? 'mailYesOpen' : 'mailNoOpen',
    path: yes ? `/groups/${groupId}` : '/groups',
  }),
)

export const tellRemoved = reaction('groups.tell_removed', MemberRemoved, async (context, { groupId, member }) =>
  tell(context, groupId, await personOf(context.tx, member), {
    kind: 'removed',
    subject: 'mailNoSubject',
    text: 'mailRemovedText',
    button: 'mailNoOpen',
    path: '/groups',
  }),
)

export const tellHost = reaction('groups.tell_host', HostNamed, async (context, { groupId, member }) =>
  tell(context, groupId, await personOf(context.tx, member), {
    kind: 'host',
    subject: 'mailHostSubject',
    text: 'mailHostText',
    button: 'mailHostOpen',
    path: `/groups/${groupId}`,
  }),
)

/** Whoever turns out to be under age is in no group for adults any more, and hears so kindly. */
export const leaveWhatIsForAdults = reaction(
  'groups.leave_what_is_for_adults',
  AgeSettled,
  async (context, { personId }) => {
    const { tx, at } = context
    if (!(await isMinor(across(tx), personId, at))) return
    for (const groupId of await leaveAdultGroups(acrossTx(tx), personId, at))
      await tell(context, groupId, [personId], {
        kind: 'adults',
        subject: 'mailNoSubject',
        text: 'mailAdultsText',
        button: 'mailNoOpen',
        path: '/groups',
      })
  },
)

const isListed = async (tx: AnyTx, groupId: string): Promise<boolean> => {
  await lookAs(tx, { personId: null })
  const { rows } = await sql`select from "group" where id = ${groupId} and not hidden and not confidential`.execute(tx)
  return rows.length > 0
}

/**
 * Those who are longest in it are asked first, ten people at most; whoever says yes first looks after it. The stewards learn of a
 * group that everybody may know of, so that it is nobody's for no long time.
 */
export const askForHost = reaction('groups.ask_for_host', HostsGone, async (context, { groupId }) => {
  const { tx, at } = context
  const { rows } = await sql<{ id: string }>`select longest_members(${groupId}) as id`.execute(tx)
  const path = `/groups/${groupId}`
  const members = rows.map(({ id }) => id)
  const asked = { subject: 'mailHostsGoneSubject', button: 'mailHostsGoneOpen', path } as const
  await tell(context, groupId, members, { ...asked, kind: 'hosts_gone', text: 'mailHostsGoneText' })
  if (!(await isListed(tx, groupId))) return
  const stewards = new Set((await trustedWith(across(tx), ['steward'], at)).map(({ personId }) => personId))
  const others = [...stewards].filter((id) => !members.includes(id))
  await tell(context, groupId, others, { ...asked, kind: 'no_host', text: 'mailNoHostStewardText' })
})

/** The hosts of a circle learn at once that a lead looks in, and why they find on its page. */
export const tellOfGlass = reaction('groups.tell_of_glass', GlassBroken, async (context, { groupId }) =>
  tell(context, groupId, await allHostsOf(context.tx, groupId), {
    kind: 'glass',
    subject: 'mailNeutralSubject',
    text: 'mailNeutralText',
    button: 'mailOpen',
    path: `/groups/${groupId}`,
  }),
)

/** Hosts, and the stewards of a group that everybody may know of, learn once that nobody can write there, and why. */
const tellPaused = async (context: OnTime & { tx: AnyTx }, groupId: string) => {
  const { tx, now } = context
  const hosts = await allHostsOf(tx, groupId)
  const listed = await isListed(tx, groupId)
  const stewards = listed ? (await trustedWith(across(tx), ['steward'], now)).map(({ personId }) => personId) : []
  await tell(context, groupId, [...new Set([...hosts, ...stewards])], {
    kind: 'paused',
    subject: 'mailPausedSubject',
    text: 'mailPausedText',
    button: 'mailHostsGoneOpen',
    path: `/groups/${groupId}`,
  })
}

/** Looks where young people are without enough adults whose check still holds; the pages themselves ask at each word. */
export const watchYoung = scheduled('groups.watch_young', { every: 15 }, async (context) => {
  const { now } = context
  const tx: Tx<GroupTables> = acrossTx(context.tx)
  const { rows } = await sql<{ id: string }>`select groups_with_young(${now}) as id
    union select id from "group" where paused_told_at is not null`.execute(tx)
  for (const { id } of rows) {
    const paused = await isPaused(tx, { id, adults: false }, now)
    const { numUpdatedRows } = await tx
      .updateTable('group')
      .set({ paused_told_at: paused ? now : null })
      .where('id', '=', id)
      .where('paused_told_at', paused ? 'is' : 'is not', null)
      .executeTakeFirst()
    if (paused && numUpdatedRows) await tellPaused(context, id)
  }
})

/** What moderators hide is found no more, and what they give back is found again. */
const findAgain = async ({ tx }: ReactionContext, { decisionId }: { decisionId: string }) => {
  const { rows } = await sql<{ id: string }>`
    select thing_id as id from moderation_decision where id = ${decisionId} and thing_kind = 'group'`.execute(tx)
  for (const { id } of rows) await findGroup(acrossTx(tx), id)
}
export const findModerated = reaction('groups.find_moderated', ThingModerated, findAgain)
export const findGivenBack = reaction('groups.find_given_back', DecisionUndone, findAgain)
