import { sql } from 'kysely'
import type { Tx } from '#kernel/database/database.ts'
import { type ReactionContext, reaction } from '#kernel/facts/facts.ts'
import { queueMail } from '#kernel/mail/queue.ts'
import { GlassBroken, HostNamed, HostsGone, MemberAnswered, MemberAsked, MemberRemoved } from './facts.ts'
import { groupLetter, type Reader } from './mails.tsx'
import type { MessageKey } from './messages/catalogue.ts'

interface Named {
  name: string
  confidential: boolean
  reason: string | null
}

const groupOf = async (tx: Tx<any>, id: string, viewer: string | null): Promise<Named | null> => {
  await sql`set local wellmet.viewer = ${sql.lit(viewer ?? '')}`.execute(tx)
  const { rows } = await sql<Named>`select g.name, g.confidential,
    (select m.reason from group_member m where m.group_id = g.id and m.person_id = ${viewer}) as reason from "group" g where g.id = ${id}`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** People as readers of a letter; who has no address gets none. */
const readers = async (tx: Tx<any>, ids: readonly string[], language: string): Promise<(Reader & { id: string })[]> => {
  const { rows } = await sql<Reader & { id: string }>`
    select id, email as address, name, coalesce(language, ${language}) as language from person where id = any(${[...ids]}::uuid[])`.execute(
    tx,
  )
  return rows
}

interface Telling {
  kind: string
  subject: MessageKey
  text: MessageKey
  path?: string
}

/** Tells some people about a group, each only as they may know it. */
const tell = async (
  { tx, community, origin }: ReactionContext,
  groupId: string,
  ids: readonly string[],
  { kind, subject, text, path = '' }: Telling,
) => {
  for (const reader of await readers(tx, ids, community.language)) {
    const group = await groupOf(tx, groupId, reader.id)
    if (!group) continue
    const values = { name: group.name, reason: group.reason ?? '' }
    const href = `${origin}/groups/${groupId}${path}`
    await queueMail(tx, groupLetter(reader, { kind, confidential: group.confidential, subject, text, values, href }))
  }
}

const hostsOf = async (tx: Tx<any>, groupId: string): Promise<string[]> =>
  (await sql<{ id: string }>`select hosts_of_circle(${groupId}) as id`.execute(tx)).rows.map(({ id }) => id)

export const tellHostsOfAsking = reaction('groups.tell_hosts_of_asking', MemberAsked, async (context, { groupId }) =>
  tell(context, groupId, await hostsOf(context.tx, groupId), {
    kind: 'asked',
    subject: 'mailAskedSubject',
    text: 'mailAskedText',
    path: '/members',
  }),
)

export const tellAnswer = reaction('groups.tell_answer', MemberAnswered, (context, { groupId, personId, yes }) =>
  tell(context, groupId, [personId], {
    kind: 'answered',
    subject: yes ? 'mailYesSubject' : 'mailNoSubject',
    text: yes ? 'mailYesText' : 'mailNoText',
  }),
)

export const tellRemoved = reaction('groups.tell_removed', MemberRemoved, (context, { groupId, personId }) =>
  tell(context, groupId, [personId], { kind: 'removed', subject: 'mailNoSubject', text: 'mailRemovedText' }),
)

export const tellHost = reaction('groups.tell_host', HostNamed, (context, { groupId, personId }) =>
  tell(context, groupId, [personId], { kind: 'host', subject: 'mailNoSubject', text: 'mailHostText' }),
)

/** Whoever is longest in it is asked first, ten people at most; whoever says yes first looks after it. */
export const askForHost = reaction('groups.ask_for_host', HostsGone, async (context, { groupId }) => {
  const { rows } = await sql<{ id: string }>`select longest_members(${groupId}) as id`.execute(context.tx)
  await tell(
    context,
    groupId,
    rows.map(({ id }) => id),
    { kind: 'hosts_gone', subject: 'mailNoSubject', text: 'mailHostsGoneText' },
  )
})

/** The hosts of a circle learn at once that a lead looks in, and why they find on its page. */
export const tellOfGlass = reaction('groups.tell_of_glass', GlassBroken, async (context, { groupId }) =>
  tell(context, groupId, await hostsOf(context.tx, groupId), {
    kind: 'glass',
    subject: 'mailNeutralSubject',
    text: 'mailGlassText',
  }),
)
