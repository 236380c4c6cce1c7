import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { across, type Db, type Tx } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { unblocked } from '#slices/people/blocks/queries.ts'
import { shownNames } from '#slices/people/profile/queries.ts'
import { countShown, type GroupKind, type Joining } from './rules.ts'
import type { GroupTables, MemberState } from './tables.ts'

type Viewer = Pick<Actor, 'personId'>

export interface Membership {
  state: MemberState
  host: boolean
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
  taken: number
  founded_at: Date
  archived_at: Date | null
  mine: Membership | null
  /** The safeguarding lead looks into it until then. */
  glass: { id: string; until: Date } | null
}

const shown = sql<Group>`g.id, g.kind, g.name, g.about, g.area, g.joining, g.hidden, g.confidential, g.adults, g.questions, g.agreement,
  g.agreement_version, g.places, g.taken, g.founded_at, g.archived_at`

/** In a transaction that knows who looks. Null where this viewer may not know that it exists. */
export const groupIn = async (
  tx: Tx<GroupTables>,
  { personId }: Viewer,
  id: string,
  now: Date,
): Promise<Group | null> => {
  const { rows } = await sql<Group & { glass: { id: string; until: string } | null }>`
    select ${shown},
      (select jsonb_build_object('state', m.state, 'host', m.host, 'pseudonym', m.pseudonym, 'agreed_version', m.agreed_version,
        'barred_until', m.barred_until, 'reason', m.reason) from group_member m where m.group_id = g.id and m.person_id = ${personId}) as mine,
      (select jsonb_build_object('id', b.id, 'until', b.until) from break_glass b
        where b.group_id = g.id and b.lead_id = ${personId} and b.until > ${now} order by b.until desc limit 1) as glass
    from "group" g where g.id = ${id}`.execute(tx)
  const found = rows[0]
  if (!found) return null
  const group: Group = { ...found, glass: found.glass && { ...found.glass, until: new Date(found.glass.until) } }
  const isIn = group.mine?.state === 'member' || group.glass !== null
  if (isIn) return group
  return group.hidden || group.archived_at ? null : group
}

/** The group as it exists for this person; null where they may not know of it. */
export const maybeGroup = (db: Db<GroupTables>, actor: Viewer, id: string, now: Date): Promise<Group | null> =>
  asViewer(db, actor, (tx) => groupIn(tx, actor, id, now))

export interface GroupCard {
  id: string
  kind: GroupKind
  name: string
  about: string
  area: string | null
  joining: Joining
  confidential: boolean
  members: number
  host: boolean
  state: MemberState | null
}

const card = sql<GroupCard>`g.id, g.kind, g.name, g.about, g.area, g.joining, g.confidential, g.taken as members`

/** What the list shows: the viewer's own groups, and those that everybody may know of. */
export const groupsFor = (
  db: Db<GroupTables>,
  actor: Viewer,
  { kind, words }: { kind: GroupKind | null; words: string },
): Promise<{ own: GroupCard[]; open: GroupCard[] }> =>
  asViewer(db, actor, async (tx) => {
    const own = await sql<GroupCard>`
      select ${card}, m.host, m.state from group_member m join "group" g on g.id = m.group_id
      where m.person_id = ${actor.personId} and m.state in ('member', 'asking') order by lower(g.name)`.execute(tx)
    const like = `%${words.replaceAll(/[\\%_]/gu, '\\$&')}%`
    const open = await sql<GroupCard>`
      select ${card}, false as host, null as state from "group" g
      where not g.hidden and g.archived_at is null and (${kind}::text is null or g.kind = ${kind})
        and (${words} = '' or g.name ilike ${like} or g.about ilike ${like} or g.area ilike ${like})
        and not exists (select from group_member m where m.group_id = g.id and m.person_id = ${actor.personId} and m.state in ('member', 'asking'))
      order by lower(g.name) limit 200`.execute(tx)
    return { own: own.rows, open: open.rows }
  })

export interface RosterEntry {
  personId: string
  /** In a confidential circle the name for the circle; it leads to nobody's profile. */
  name: string
  isPseudonym: boolean
  host: boolean
  own: boolean
  state: MemberState
  answers: string[]
}

export interface Roster {
  members: RosterEntry[]
  /** Members that this viewer does not see by name (they hide, or a block stands between). */
  others: number | null
  asking: RosterEntry[]
}

type RosterRow = Omit<RosterEntry, 'name' | 'isPseudonym' | 'own'> & { pseudonym: string | null }

/** Who is in the group, as this member sees it; who asks to join is for hosts. */
export const rosterOf = (db: Db<GroupTables>, actor: Viewer, group: Group): Promise<Roster> =>
  asViewer(db, actor, async (tx) => {
    const { rows } = await sql<RosterRow>`
      select m.person_id as "personId", m.pseudonym, m.host, m.state,
        case when ${group.mine?.host ?? false} then m.answers else '{}' end as answers
      from group_member m where m.group_id = ${group.id} and m.state in ('member', 'asking') and ${unblocked(actor.personId, 'm.person_id')}
      order by m.host desc, m.since limit 1000`.execute(tx)
    const names = group.confidential
      ? new Map<string, string>()
      : await shownNames(
          across(tx),
          actor,
          rows.map(({ personId }) => personId),
        )
    const entries = rows.flatMap((row): RosterEntry[] => {
      const { pseudonym, ...rest } = row
      const name = group.confidential ? pseudonym : names.get(row.personId)
      return name ? [{ ...rest, name, isPseudonym: group.confidential, own: row.personId === actor.personId }] : []
    })
    const members = entries.filter(({ state }) => state === 'member')
    return {
      members,
      others: countShown(group.taken - members.length, group.confidential),
      asking: group.mine?.host ? entries.filter(({ state }) => state === 'asking') : [],
    }
  })

/** The names of members as others in the group see them; whoever is blocked or gone is absent. For what they write. */
export const memberNames = async (
  tx: Tx<GroupTables>,
  actor: Viewer,
  group: Pick<Group, 'id' | 'confidential'>,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  if (!group.confidential) return shownNames(across(tx), actor, ids)
  const { rows } = await sql<{ person_id: string; pseudonym: string }>`
    select person_id, pseudonym from group_member m where group_id = ${group.id} and pseudonym is not null
      and person_id = any(${[...ids]}::uuid[]) and ${unblocked(actor.personId, 'm.person_id')}`.execute(tx)
  return new Map(rows.map(({ person_id, pseudonym }) => [person_id, pseudonym]))
}

/** The same key always gives the same hash; the key itself is kept nowhere. */
export const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

export interface Invitation {
  id: string
  group_id: string
  email: string
  name: string
  confidential: boolean
  /** Used, withdrawn, too old, or its group is over. */
  ended: boolean
  agreement: string
  agreement_version: number
  about: string
  adults: boolean
}

/** What the key of an invitation opens. Null where there is none such. */
export const maybeInvitation = async (db: Db<GroupTables>, key: string, now: Date): Promise<Invitation | null> => {
  const { rows } = await sql<Invitation>`select * from invitation_for(${hashOf(key)}, ${now})`.execute(db)
  return rows[0] ?? null
}

export interface GroupPage {
  group: Group
  hasHost: boolean
  /** When leads looked into this circle, newest first, for those who are in it. */
  looks: { id: string; reason: string; opened_at: Date }[]
}

/** What a group's page needs besides what is said in it. Null where the group does not exist for this person. */
export const groupPage = (db: Db<GroupTables>, actor: Viewer, id: string, now: Date): Promise<GroupPage | null> =>
  asViewer(db, actor, async (tx) => {
    const group = await groupIn(tx, actor, id, now)
    if (!group) return null
    const isIn = group.mine?.state === 'member'
    const looks = tx
      .selectFrom('break_glass')
      .select(['id', 'reason', 'opened_at'])
      .where('group_id', '=', id)
      .orderBy('opened_at', 'desc')
      .limit(20)
    const hosts = tx.selectFrom('group_member').select('person_id').where('group_id', '=', id).where('host', '=', true)
    return {
      group,
      hasHost: !isIn || (await hosts.limit(1).execute()).length > 0,
      looks: isIn && group.confidential ? await looks.execute() : [],
    }
  })

/** Groups in which somebody stands in a state; for their own export. */
export const membershipsOf = (db: Db<GroupTables>, personId: string) =>
  asViewer(db, { personId }, async (tx) => {
    const { rows } = await sql<{ name: string; state: string; host: boolean; pseudonym: string | null; since: Date }>`
      select g.name, m.state, m.host, m.pseudonym, m.since from group_member m join "group" g on g.id = m.group_id
      where m.person_id = ${personId} order by m.since`.execute(tx)
    return rows
  })
