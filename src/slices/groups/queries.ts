import { type SqlBool, sql } from 'kysely'
import { across, type Db, type Tx } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { unblocked } from '#slices/people/blocks/queries.ts'
import { isAwake } from '#slices/people/checks/queries.ts'
import { protectionAmong } from '#slices/people/guardians/queries.ts'
import { shownNames } from '#slices/people/profile/queries.ts'
import { stateOf } from '#slices/safety/queries.ts'
import { type GroupKind, isSafeForMinors, type Joining, minorsCheck } from './rules.ts'
import type { GroupTables, MemberState } from './tables.ts'

/** Who looks, and whether somebody else is at the keys: helpers never come into a circle, nor learn that there is one. */
export type Viewer = Pick<Actor, 'personId'> & Partial<Pick<Actor, 'actedBy'>>

/** Is the group `g` full, whoever asks? */
export const fullNow = sql<boolean>`(g.places is not null and g.taken >= g.places)`

export interface Membership {
  state: MemberState
  /** Looks after it, with every check that the community asks of hosts. */
  host: boolean
  /** Would look after it, but a check has run out: until it is renewed, they are a member like all others. */
  asleep: boolean
  pseudonym: string | null
  agreed_version: number
  barred_until: Date | null
  reason: string | null
}

/** A group as it exists for one viewer. */
export interface Group {
  id: string
  kind: GroupKind
  name: string
  about: string
  area: string | null
  joining: Joining
  hidden: boolean
  confidential: boolean
  adults: boolean
  questions: string[]
  agreement: string
  agreement_version: number
  places: number | null
  /** Null for visitors: whoever could compare their number with the one of an account would learn of a block. */
  taken: number | null
  /** The same for everybody, or a button that leads nowhere would tell of a block. */
  full: boolean
  founded_at: Date
  archived_at: Date | null
  mine: Membership | null
  /** The safeguarding lead looks into it until then. */
  glass: { id: string; until: Date } | null
  /** Moderators have hidden it from everybody who is not in it, or closed it for new words. */
  moderated: { hidden: boolean; locked: boolean }
}

/** How many are in the group `g`, as this viewer may know: who is gone for them is not counted, or a number would tell. */
export const countedFor = (viewerId: string | null) =>
  viewerId === null
    ? sql<null>`null::int`
    : sql<number>`(g.taken - (select count(*)::int from group_member unseen where unseen.group_id = g.id
        and unseen.state = 'member' and not ${unblocked(viewerId, 'unseen.person_id')}))`

const shownTo = (
  viewerId: string | null,
) => sql<Group>`g.id, g.kind, g.name, g.about, g.area, g.joining, g.hidden, g.confidential, g.adults, g.questions, g.agreement,
  g.agreement_version, g.places, ${countedFor(viewerId)} as taken, ${fullNow} as full, g.founded_at, g.archived_at`

type Stored<Row> = Omit<Row, 'until' | 'barred_until'> & { [Key in 'until' | 'barred_until']?: string | null }
type GroupRow = Omit<Group, 'mine' | 'glass' | 'moderated'> & {
  mine: Stored<Membership> | null
  glass: { id: string; until: string } | null
}

/** Dates come out of JSON as texts. */
const dated = ({ mine, glass, ...row }: GroupRow): Omit<Group, 'moderated'> => ({
  ...row,
  mine: mine && { ...mine, barred_until: mine.barred_until ? new Date(mine.barred_until) : null },
  glass: glass && { ...glass, until: new Date(glass.until) },
})

/** In a transaction that knows who looks. Null where this viewer may not know that it exists. */
export const groupIn = async (
  tx: Tx<GroupTables>,
  { personId, actedBy = null }: Viewer,
  id: string,
  now: Date,
): Promise<Group | null> => {
  const { rows } = await sql<GroupRow>`
    select ${shownTo(personId)},
      (select jsonb_build_object('state', m.state, 'host', m.host and ${isAwake('host', 'm.person_id', now)},
        'asleep', m.host and not ${isAwake('host', 'm.person_id', now)}, 'pseudonym', m.pseudonym, 'agreed_version', m.agreed_version,
        'barred_until', m.barred_until, 'reason', m.reason) from group_member m where m.group_id = g.id and m.person_id = ${personId}) as mine,
      (select jsonb_build_object('id', b.id, 'until', b.until) from break_glass b
        where b.group_id = g.id and b.lead_id = ${personId} and b.until > ${now} order by b.until desc limit 1) as glass
    from "group" g where g.id = ${id}`.execute(tx)
  if (!rows[0] || (actedBy !== null && rows[0].confidential)) return null
  const state = (await stateOf(across(tx), 'group', [id])).get(id)
  if (state?.removed) return null
  const group = {
    ...dated(rows[0]),
    moderated: { hidden: state?.hidden ?? false, locked: state?.locked ?? false },
  }
  const isIn = group.mine?.state === 'member' || group.glass !== null
  return isIn || !(group.hidden || group.archived_at || group.moderated.hidden) ? group : null
}

/** Everybody who is in a group now, as the viewer of this transaction may know. */
export const memberIds = async (tx: Tx<GroupTables>, id: string): Promise<string[]> => {
  const rows = await tx
    .selectFrom('group_member')
    .select('person_id')
    .where('group_id', '=', id)
    .where('state', '=', 'member')
    .execute()
  return rows.map(({ person_id }) => person_id)
}

/**
 * Is somebody under age among its members, without the two adults whose papers were seen, or their guardian? Asked again at each
 * word, so that a check which runs out stops a conversation at once. Groups for adults alone need not ask.
 */
export const isPaused = async (
  tx: Tx<GroupTables>,
  { id, adults }: Pick<Group, 'id' | 'adults'>,
  now: Date,
): Promise<boolean> => {
  if (adults) return false
  const members = await memberIds(tx, id)
  return !isSafeForMinors(await protectionAmong(across(tx), members, minorsCheck, now), new Set(members))
}

/** The group as it exists for this person; null where they may not know of it. */
export const maybeGroup = (db: Db<GroupTables>, actor: Viewer, id: string, now: Date): Promise<Group | null> =>
  asViewer(db, actor, (tx) => groupIn(tx, actor, id, now))

/** Groups, by the column of their id, that moderators have left as they are. */
export const unmoderated = (column: string) =>
  sql<SqlBool>`not exists (select from moderated where thing_kind = 'group' and thing_id = ${sql.ref(column)}
    and (hidden_at is not null or removed_at is not null))`

export interface GroupPage {
  group: Group
  /** Who looks after it: somebody; nobody any more; or people whose checks have all run out. */
  lookedAfter: 'yes' | 'no' | 'asleep'
  /** Has the viewer the checks for it? */
  couldHost: boolean
  /** When leads looked into this circle, newest first, for those who are in it. */
  looks: { id: string; reason: string; opened_at: Date }[]
  /** How many ask to be let in, for the hosts. */
  asking: number
  /** Who looks after a group that is no secret, for people with an account: the names that they show to this viewer. */
  hosts: string[]
}

const looksInto = (tx: Tx<GroupTables>, id: string) =>
  tx
    .selectFrom('break_glass')
    .select(['id', 'reason', 'opened_at'])
    .where('group_id', '=', id)
    .orderBy('opened_at', 'desc')
    .limit(20)
    .execute()

const hostNames = async (tx: Tx<GroupTables>, actor: Viewer, { id, hidden }: Group): Promise<string[]> => {
  if (hidden || actor.personId === null) return []
  const { rows } = await sql<{ id: string }>`
    select person_id as id from group_member where group_id = ${id} and host order by since limit 10`.execute(tx)
  const ids = rows.map((row) => row.id)
  const names = await shownNames(across(tx), actor, ids)
  return ids.flatMap((one) => names.get(one) ?? [])
}

/** What a group's page needs besides what is said in it. Null where the group does not exist for this person. */
export const groupPage = (db: Db<GroupTables>, actor: Viewer, id: string, now: Date): Promise<GroupPage | null> =>
  asViewer(db, actor, async (tx) => {
    const group = await groupIn(tx, actor, id, now)
    if (!group) return null
    const isIn = group.mine?.state === 'member'
    const { rows } = await sql<{ hosts: number; asleep: number; couldHost: boolean; asking: number }>`
      select count(*) filter (where host and ${isAwake('host', 'group_member.person_id', now)})::int as hosts,
        count(*) filter (where host and not ${isAwake('host', 'group_member.person_id', now)})::int as asleep,
        coalesce(bool_or(person_id = ${actor.personId} and ${isAwake('host', 'group_member.person_id', now)}), false) as "couldHost",
        count(*) filter (where state = 'asking' and ${unblocked(actor.personId, 'group_member.person_id')})::int as asking
      from group_member where group_id = ${id}`.execute(tx)
    const { hosts, asleep, couldHost, asking } = rows[0]!
    return {
      group,
      lookedAfter: !isIn || hosts > 0 ? 'yes' : asleep > 0 ? 'asleep' : 'no',
      couldHost,
      looks: isIn && group.confidential ? await looksInto(tx, id) : [],
      asking: isIn && group.mine?.host ? asking : 0,
      hosts: isIn ? [] : await hostNames(tx, actor, group),
    }
  })

/** Where somebody stands in groups, for their own export. A circle has no name in it: the copy may be read by others. */
export const membershipsOf = (db: Db<GroupTables>, personId: string) =>
  asViewer(db, { personId }, async (tx) => {
    const { rows } = await sql<{
      group: string | null
      state: MemberState
      host: boolean
      pseudonym: string | null
      since: Date
      answers: string[]
      reason: string | null
    }>`
      select case when g.confidential then null else g.name end as group, m.state, m.host, m.pseudonym, m.since, m.answers, m.reason
      from group_member m left join "group" g on g.id = m.group_id where m.person_id = ${personId} order by m.since`.execute(
      tx,
    )
    return rows
  })

/** Whom somebody invited into groups and when, for their own export. Used and withdrawn ones have no address any more. */
export const invitationsBy = async (db: Db<GroupTables>, personId: string) =>
  (
    await sql<{ group: string | null; email: string; made_at: Date; used_at: Date | null }>`
      select group_name as group, email, made_at, used_at from invitations_by(${personId})`.execute(db)
  ).rows

/** When somebody looked into circles as safeguarding lead, for their own export. */
export const looksBy = (db: Db<GroupTables>, personId: string) =>
  asViewer(db, { personId }, (tx) =>
    tx
      .selectFrom('break_glass')
      .select(['opened_at', 'until', 'reason'])
      .where('lead_id', '=', personId)
      .orderBy('opened_at')
      .execute(),
  )
