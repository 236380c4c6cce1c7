import { type SqlBool, sql } from 'kysely'
import { across, acrossTx, type Db, type Tx } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { unblocked } from '#slices/people/blocks/queries.ts'
import { stillHere } from '#slices/people/commands.ts'
import { shownNames } from '#slices/people/profile/queries.ts'
import { may } from '../../access.ts'
import { type Group, groupIn, isPaused, maybeGroup } from '../../queries.ts'
import type { GroupTables } from '../../tables.ts'

type Viewer = Pick<Actor, 'personId'>

/** A group as its conversation knows it, for one actor at one moment. */
export interface Talk {
  groupId: string
  name: string
  /** Row-level security, pseudonyms, days instead of times, letters that say nothing. */
  confidential: boolean
  /** May one write without a name here? */
  anonymous: boolean
  writes: boolean
  /** Why a member cannot write: the agreement waits for a yes, young people are not protected now, or it is over or closed. */
  silent: null | 'agree' | 'young' | 'over'
  hosts: boolean
  member: boolean
}

/** The conversation as a letter to one of its members may know it; null for whoever is no member. */
export const maybeTalkFor = async (tx: Tx<any>, reader: Viewer, groupId: string, now: Date): Promise<Talk | null> => {
  const group = await groupIn(tx, reader, groupId, now)
  if (group?.mine?.state !== 'member') return null
  const { name, confidential, kind } = group
  return {
    groupId,
    name,
    confidential,
    anonymous: kind === 'support',
    writes: false,
    silent: null,
    hosts: group.mine.host,
    member: true,
  }
}

const silenceOf = async (db: Db<GroupTables>, actor: Actor, group: Group, now: Date): Promise<Talk['silent']> => {
  if (group.mine?.state !== 'member') return null
  if (!may.talk(actor, group)) return group.mine.agreed_version < group.agreement_version ? 'agree' : 'over'
  return (await asViewer(db, actor, (tx) => isPaused(tx, group, now))) ? 'young' : null
}

/** The conversation of a group; null where this actor may not know of the group or may not read in it. */
export const maybeTalk = async (db: Db<any>, actor: Actor, groupId: string, now: Date): Promise<Talk | null> => {
  const group = await maybeGroup(across(db), actor, groupId, now)
  if (!group || !may.readTalk(actor, group)) return null
  const silent = await silenceOf(across(db), actor, group, now)
  return {
    groupId,
    name: group.name,
    confidential: group.confidential,
    anonymous: group.kind === 'support',
    writes: group.mine?.state === 'member' && silent === null,
    silent,
    hosts: may.run(actor, group),
    member: group.mine?.state === 'member',
  }
}

/** @throws NotFound where it does not exist for this actor, exactly as for a random id */
export const talk = async (db: Db<any>, actor: Actor, groupId: string, now: Date): Promise<Talk> => {
  const found = await maybeTalk(db, actor, groupId, now)
  if (!found) throw new NotFound()
  return found
}

/** The same within the transaction of a command, for somebody who wants to write. */
export const talkToWrite = async (
  tx: Tx<any>,
  actor: Actor,
  groupId: string,
  now: Date,
  need: 'writing' | 'readingIsEnough' = 'writing',
): Promise<Talk> => {
  if (actor.personId) await stillHere(acrossTx(tx), actor.personId)
  const found = await talk(tx, actor, groupId, now)
  if (need === 'writing' && !found.writes) throw new NotFound()
  return found
}

/** The names under which people are known in this group: pseudonyms where it has them, else what each shows to this viewer. */
export const namesIn = async (tx: Tx<any>, talk: Talk, viewer: Viewer, ids: string[]): Promise<Map<string, string>> => {
  if (!ids.length) return new Map()
  const groups: Tx<GroupTables> = tx
  const rows = await groups
    .selectFrom('group_member')
    .select(['person_id', 'pseudonym'])
    .where('group_id', '=', talk.groupId)
    .where(sql<SqlBool>`person_id = any(${[...new Set(ids)]}::uuid[])`)
    .where('pseudonym', 'is not', null)
    .execute()
  const pseudonyms = new Map(rows.map(({ person_id, pseudonym }) => [person_id, pseudonym ?? '']))
  if (talk.confidential) return pseudonyms
  return new Map([...(await shownNames(across(tx), viewer, ids)), ...pseudonyms])
}

/** Members whom this actor may see, by the names that they have here: those who can be called by «@name». */
export const peopleToCall = async (tx: Tx<any>, talk: Talk, actor: Viewer): Promise<{ id: string; name: string }[]> => {
  const groups: Tx<GroupTables> = tx
  const members = await groups
    .selectFrom('group_member')
    .select('person_id')
    .where('group_id', '=', talk.groupId)
    .where('state', '=', 'member')
    .where(unblocked(actor.personId, 'group_member.person_id'))
    .limit(5_000)
    .execute()
  const ids = members.map(({ person_id }) => person_id).filter((id) => id !== actor.personId)
  const names = await namesIn(tx, talk, actor, ids)
  return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name))
}
