import { sql } from 'kysely'
import { across, type Db, type Tx } from '#kernel/database/database.ts'
import { asViewer } from '#kernel/database/viewer.ts'
import { unblocked } from '#slices/people/blocks/queries.ts'
import { maybeProfile } from '#slices/people/profile/queries.ts'
import { countedFor, fullNow, unmoderated, type Viewer } from '../queries.ts'
import { type GroupKind, type Joining, returnWithin, toldWithin } from '../rules.ts'
import type { GroupTables, MemberState } from '../tables.ts'

export interface GroupCard {
  id: string
  kind: GroupKind
  name: string
  about: string
  area: string | null
  joining: Joining
  confidential: boolean
  members: number | null
  isFull: boolean
  host: boolean
  state: MemberState | null
  ended: boolean
  /** How many ask to be let in, for whoever looks after it. */
  asking: number
  /** Is it where this person lives, or about something that they like? */
  near: boolean
  liked: boolean
}

const cardFor = (
  viewerId: string | null,
) => sql`g.id, g.kind, g.name, g.about, g.area, g.joining, g.confidential, ${countedFor(viewerId)} as members,
  ${fullNow} as "isFull", g.archived_at is not null as ended`

/** What came to an end for somebody lately: their own leaving, or what a host decided. The name only where it is no secret. */
export interface EndedCard {
  id: string
  name: string | null
  state: 'left' | 'refused' | 'removed'
  reason: string | null
  barred_until: Date | null
}

export interface Wanted {
  kind: GroupKind | null
  words: string
  /** What the viewer said about themselves: where they live, what they like. */
  home: string
  likes: readonly string[]
  page: number
}

export interface GroupLists {
  own: GroupCard[]
  ended: EndedCard[]
  open: GroupCard[]
  /** How many there are to join in all, of this kind and by these words. */
  total: number
}

export const onePage = 24

const pattern = (words: string) => `%${words.replaceAll(/[\\%_]/gu, '\\$&')}%`

const ownCards = async (tx: Tx<GroupTables>, { personId, actedBy = null }: Viewer): Promise<GroupCard[]> => {
  const { rows } = await sql<GroupCard>`
    select ${cardFor(personId)}, m.host, m.state, false as near, false as liked,
      case when m.host then (select count(*)::int from group_member a where a.group_id = g.id and a.state = 'asking'
        and ${unblocked(personId, 'a.person_id')}) else 0 end as asking
    from group_member m join "group" g on g.id = m.group_id
    where m.person_id = ${personId} and m.state in ('member', 'asking') and (${actedBy}::uuid is null or not g.confidential)
    order by g.archived_at is not null, lower(g.name) limit 200`.execute(tx)
  return rows
}

const endedCards = async (
  tx: Tx<GroupTables>,
  { personId, actedBy = null }: Viewer,
  now: Date,
): Promise<EndedCard[]> => {
  const [left, told] = [returnWithin, toldWithin].map((within) => new Date(now.getTime() - within))
  const { rows } = await sql<EndedCard>`
    select m.group_id as id, g.name, m.state, m.reason, m.barred_until
    from group_member m left join "group" g on g.id = m.group_id
    where m.person_id = ${personId} and (${actedBy}::uuid is null or m.pseudonym is null) and (m.state = 'left' and m.since > ${left} or m.state in ('refused', 'removed') and m.since > ${told})
    order by m.since desc limit 20`.execute(tx)
  return rows
}

const openCards = async (
  tx: Tx<GroupTables>,
  { personId }: Viewer,
  { kind, words, home, likes, page }: Wanted,
): Promise<{ rows: GroupCard[]; total: number }> => {
  const like = pattern(words)
  const { rows } = await sql<GroupCard & { total: number }>`
    with shown as (
      select ${cardFor(personId)}, false as host, null as state, 0 as asking,
        ${home} <> '' and g.area ilike ${pattern(home)} as near,
        exists (select from unnest(${likes.map(pattern)}::text[]) liked where g.name ilike liked or g.about ilike liked) as liked
      from "group" g
      where not g.hidden and not g.confidential and g.archived_at is null and ${unmoderated('g.id')}
        and (${kind}::text is null or g.kind = ${kind})
        and (${words} = '' or g.name ilike ${like} or g.about ilike ${like} or g.area ilike ${like})
        and not exists (select from group_member m where m.group_id = g.id and m.person_id = ${personId} and m.state in ('member', 'asking'))
    )
    select *, count(*) over ()::int as total from shown
    order by near desc nulls last, liked desc, "isFull", lower(name), id limit ${onePage} offset ${(page - 1) * onePage}`.execute(
    tx,
  )
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** The page of groups: the viewer's own, what ended lately, and those that everybody may know of, the nearest first. */
export const groupsFor = (db: Db<GroupTables>, actor: Viewer, wanted: Wanted, now: Date): Promise<GroupLists> =>
  asViewer(db, actor, async (tx) => {
    const [own, ended, open] = [
      await ownCards(tx, actor),
      await endedCards(tx, actor, now),
      await openCards(tx, actor, wanted),
    ]
    return { own, ended, open: open.rows, total: open.total }
  })

/** What somebody told of themselves that helps to show the nearest first: read as their own, shown to nobody. */
export const likingsOf = async (
  db: Db<GroupTables>,
  { personId }: Viewer,
): Promise<{ home: string; likes: string[] }> => {
  const profile = personId && (await maybeProfile(across(db), { personId }, personId))
  const told = new Map((profile ? profile.fields : []).map(({ field, value }) => [field, value]))
  const likes = (told.get('interests') ?? '').split(/[,;،؛\n]/u).map((word) => word.trim())
  return { home: told.get('neighbourhood') ?? '', likes: likes.filter((word) => word.length > 3).slice(0, 20) }
}
