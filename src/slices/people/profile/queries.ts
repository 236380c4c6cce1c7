import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { GazetteerTables } from '#kernel/geo/tables.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { unblocked } from '../blocks/queries.ts'
import type { PeopleTables } from '../tables.ts'
import { type Audience, type ProfileField, profileFields, searchedFields } from './rules.ts'

type Viewer = Pick<Actor, 'personId'>

/** Do the viewer and the person in `column` belong to one group? */
export const sharesGroup = (viewerId: string | null, column: string): Expression<SqlBool> =>
  viewerId === null
    ? sql<SqlBool>`false`
    : sql<SqlBool>`exists (select from person_group mine join person_group theirs using (group_id)
        where mine.person_id = ${viewerId} and theirs.person_id = ${sql.ref(column)})`

/** Is the viewer in the audience that `audience` names, of something that belongs to the person in `column`? */
const isIn = (viewerId: string | null, audience: Expression<unknown>, column: string): Expression<SqlBool> =>
  viewerId === null
    ? sql<SqlBool>`${audience} = 'everyone'`
    : sql<SqlBool>`(${sql.ref(column)} = ${viewerId} or ${audience} in ('members', 'everyone')
        or (${audience} = 'groups' and ${sharesGroup(viewerId, column)}))`

/** An answer that this viewer may see: meant for them, and not held back by moderators. One always sees one's own. */
const shownTo = (viewerId: string | null): Expression<SqlBool> =>
  sql<SqlBool>`(${isIn(viewerId, sql.ref('profile_field.audience'), 'profile_field.person_id')}
    and (profile_field.person_id is not distinct from ${viewerId}
      or not exists (select from profile_hold where profile_hold.person_id = profile_field.person_id)))`

const nameAudience = sql`coalesce(person_profile.name_audience, 'members')`

/** Known to be under eighteen, by what was settled or by the year told: the stricter of the two, so that a year made up opens nothing. */
const isYoung = sql<SqlBool>`(exists (select from age_band where age_band.person_id = person.id and age_band.band <> 'adult')
  or exists (select from profile_field told where told.person_id = person.id and told.field = 'birth_year'
    and told.value::int > extract(year from now()) - 18))`

/** Whoever acts for somebody, as a guardian does, sees who it is. */
const actsFor = (viewerId: string | null): Expression<SqlBool> =>
  viewerId === null
    ? sql<SqlBool>`false`
    : sql<SqlBool>`exists (select from mandate where mandate.helper_id = ${viewerId}
        and mandate.person_id = person.id and mandate.ended_at is null and mandate.until > now())`

/**
 * People who exist for the viewer: no block between them, their name meant for the viewer, neither hidden nor a child. Whoever
 * hides stays known to those who share a group, where people talk with each other and must know with whom; to everybody else
 * they are gone. Children are shown to nobody but those, and whoever acts for them.
 */
const visible = (viewerId: string | null): Expression<SqlBool> =>
  sql<SqlBool>`(${unblocked(viewerId, 'person.id')} and (${actsFor(viewerId)} or ${isIn(viewerId, nameAudience, 'person.id')}
    and (person.id is not distinct from ${viewerId} or ${sharesGroup(viewerId, 'person.id')}
      or (person_profile.hidden_at is null and not ${isYoung}))))`

const people = (db: Db<PeopleTables>, { personId }: Viewer) =>
  db.selectFrom('person').leftJoin('person_profile', 'person_profile.person_id', 'person.id').where(visible(personId))

/** The name to show for each of these people. Whoever does not exist for this viewer is absent. */
export const shownNames = async (
  db: Db<PeopleTables>,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  if (!ids.length) return new Map()
  const rows = await people(db, viewer)
    .select(['person.id', 'person.name'])
    .where(sql<SqlBool>`person.id = any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export interface Profile {
  id: string
  name: string
  /** Only what this viewer may see, in the order of the form. */
  fields: { field: ProfileField; value: string }[]
}

const inOrder = <Row extends { field: ProfileField }>(rows: Row[]): Row[] =>
  rows.sort((a, b) => profileFields.indexOf(a.field) - profileFields.indexOf(b.field))

/** A person as this viewer may see them; null where they do not exist for this viewer. */
export const maybeProfile = async (db: Db<PeopleTables>, actor: Viewer, id: string): Promise<Profile | null> => {
  const person = await people(db, actor)
    .select(['person.id', 'person.name'])
    .where('person.id', '=', id)
    .executeTakeFirst()
  if (!person) return null
  const fields = await db
    .selectFrom('profile_field')
    .select(['field', 'value'])
    .where('person_id', '=', id)
    .where(shownTo(actor.personId))
    .execute()
  return { ...person, fields: inOrder(fields) }
}

/** The same person as somebody of an audience would see them: for «see it as others do». */
export const profileAs = async (
  db: Db<PeopleTables>,
  personId: string,
  audience: Exclude<Audience, 'nobody'>,
): Promise<Profile | null> => {
  const own = await ownProfile(db, personId)
  const reaches: Record<Audience, Audience[]> = {
    nobody: [],
    groups: ['groups', 'members', 'everyone'],
    members: ['members', 'everyone'],
    everyone: ['everyone'],
  }
  const sees = (of: Audience) => reaches[audience].includes(of)
  if (!sees(own.nameAudience) || ((own.hidden || own.young) && audience !== 'groups')) return null
  const fields = own.fields.filter((one) => sees(one.audience)).map(({ field, value }) => ({ field, value }))
  return { id: personId, name: own.name, fields }
}

export interface OwnProfile {
  name: string
  nameAudience: Exclude<Audience, 'nobody'>
  hidden: boolean
  /** Under eighteen as far as anybody knows: shown to groups alone. */
  young: boolean
  fields: { field: ProfileField; value: string; audience: Audience }[]
}

/** Everything that one has told of oneself, for its own form. */
export const ownProfile = async (db: Db<PeopleTables>, personId: string): Promise<OwnProfile> => {
  const { name, name_audience, hidden_at, young } = await db
    .selectFrom('person')
    .leftJoin('person_profile', 'person_profile.person_id', 'person.id')
    .select(['name', 'name_audience', 'hidden_at', isYoung.as('young')])
    .where('person.id', '=', personId)
    .executeTakeFirstOrThrow()
  const fields = await db
    .selectFrom('profile_field')
    .select(['field', 'value', 'audience'])
    .where('person_id', '=', personId)
    .execute()
  return {
    name,
    nameAudience: name_audience ?? 'members',
    hidden: hidden_at !== null,
    young: Boolean(young),
    fields: inOrder(fields),
  }
}

export interface Listed {
  id: string
  name: string
  fields: { field: ProfileField; value: string }[]
}

/** How many stand on one page of the members' list. */
export const listed = 30

const shownOnCards = ['pronouns', 'languages', 'neighbourhood', 'interests'] as const

/** Whoever hides stands in no list, and nobody under eighteen does: not even for those who know them from a group. */
const standsInLists = (viewerId: string | null) =>
  sql<SqlBool>`(person.id is not distinct from ${viewerId} or ${actsFor(viewerId)}
    or (person_profile.hidden_at is null and not ${isYoung}))`

/** The members' list, by name; `words` are looked for in names and in answers that this viewer may see, never in e-mail addresses. */
export const membersFor = async (
  db: Db<PeopleTables>,
  viewer: Viewer,
  { words, page }: { words: string; page: number },
): Promise<{ people: Listed[]; total: number }> => {
  const like = `%${words.replaceAll(/[\\%_]/gu, '\\$&')}%`
  const found = people(db, viewer)
    .where(standsInLists(viewer.personId))
    .$if(words !== '', (query) =>
      query.where(
        sql<SqlBool>`(person.name ilike ${like} or exists (select from profile_field
        where profile_field.person_id = person.id and profile_field.value ilike ${like}
          and profile_field.field = any(${[...searchedFields]}::text[])
          and ${shownTo(viewer.personId)}))`,
      ),
    )
  const { total } = await found.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .select(['person.id', 'person.name'])
    .orderBy(sql`lower(person.name)`)
    .orderBy('person.id')
    .limit(listed)
    .offset((page - 1) * listed)
    .execute()
  const fields = await cardFields(
    db,
    viewer,
    rows.map(({ id }) => id),
  )
  return { total, people: rows.map((row) => ({ ...row, fields: fields.filter((one) => one.person_id === row.id) })) }
}

const cardFields = async (db: Db<PeopleTables>, { personId }: Viewer, ids: string[]) => {
  const rows = await db
    .selectFrom('profile_field')
    .select(['person_id', 'field', 'value'])
    .where(sql<SqlBool>`person_id = any(${ids}::uuid[])`)
    .where('field', 'in', shownOnCards)
    .where(shownTo(personId))
    .execute()
  return inOrder(rows)
}

/** Names of towns and districts that may be offered for «your area»: never a place that could be a door. */
export const knownAreas = async (db: Db<PeopleTables & GazetteerTables>): Promise<string[]> => {
  const rows = await db
    .selectFrom('gazetteer')
    .select('name')
    .distinct()
    .where('kind', 'in', ['town', 'district'])
    .orderBy('name')
    .limit(300)
    .execute()
  return rows.map(({ name }) => name)
}
