import { sql } from 'kysely'
import { across, type Db, type Tx } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { unblocked } from '#slices/people/blocks/queries.ts'
import { shownNames } from '#slices/people/profile/queries.ts'
import { maybeReader } from '#slices/people/queries.ts'
import type { Group } from '../queries.ts'
import { countShown } from '../rules.ts'
import type { GroupTables, MemberState } from '../tables.ts'

type Viewer = Pick<Actor, 'personId'>

/**
 * Somebody of this group by the handle of their membership, locked for the rest of the transaction.
 * @throws NotFound for a handle of another group, and where a block stands between
 */
export const memberByHandle = async (tx: Tx<GroupTables>, actor: Viewer, groupId: string, handle: string) => {
  const row = await tx
    .selectFrom('group_member')
    .select(['person_id', 'state', 'host', 'agreed_version'])
    .where('group_id', '=', groupId)
    .where('handle', '=', handle)
    .where(unblocked(actor.personId, 'group_member.person_id'))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

export interface RosterEntry {
  handle: string
  name: string
  /** Their profile; none in a circle, where a name leads to nobody. */
  profile: string | null
  host: boolean
  own: boolean
  answers: string[]
}

export interface Roster {
  members: RosterEntry[]
  /** Members that this viewer does not see by name (they hide, or a block stands between). */
  others: number | null
  asking: RosterEntry[]
}

interface RosterRow {
  handle: string
  person_id: string
  pseudonym: string | null
  host: boolean
  state: MemberState
  answers: string[]
}

const entry = (row: RosterRow, name: string, { personId }: Viewer, confidential: boolean): RosterEntry => ({
  handle: row.handle,
  name,
  profile: confidential || row.state === 'asking' ? null : `/people/${row.person_id}`,
  host: row.host,
  own: row.person_id === personId,
  answers: row.answers,
})

/** Whoever asks to be let in tells the hosts their name with it, also where they hide it from lists. */
const askingFor = async (tx: Tx<GroupTables>, actor: Viewer, rows: RosterRow[]): Promise<RosterEntry[]> => {
  const entries: RosterEntry[] = []
  for (const row of rows) {
    const reader = await maybeReader(across(tx), row.person_id)
    if (reader) entries.push(entry(row, reader.name, actor, false))
  }
  return entries
}

/** Who is in the group, as this member sees it; who asks to join is for hosts. */
export const rosterOf = (db: Db<GroupTables>, actor: Viewer, group: Group): Promise<Roster> =>
  asViewer(db, actor, async (tx) => {
    const { rows } = await sql<RosterRow>`
      select m.handle, m.person_id, m.pseudonym, m.host, m.state, m.answers
      from group_member m where m.group_id = ${group.id} and m.state in ('member', 'asking') and ${unblocked(actor.personId, 'm.person_id')}
      order by m.host desc, m.since limit 1000`.execute(tx)
    const inside = rows.filter(({ state }) => state === 'member')
    const names = await memberNames(
      tx,
      actor,
      group,
      inside.map(({ person_id }) => person_id),
    )
    const members = inside.flatMap((row) => {
      const name = names.get(row.person_id)
      return name ? [entry({ ...row, answers: [] }, name, actor, group.confidential)] : []
    })
    const waiting = group.mine?.host ? rows.filter(({ state }) => state === 'asking') : []
    return {
      members,
      others: countShown((group.taken ?? 0) - members.length, group.confidential),
      asking: await askingFor(tx, actor, waiting.slice(0, 50)),
    }
  })

/** The names of members as others in the group see them; whoever is blocked or gone is absent. */
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
