import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { may } from '../editing/access.ts'
import { maybeRecord, type RecordShown } from '../editing/queries.ts'
import type { RecordKind, Thing } from '../editing/rules.ts'
import type { DirectoryTables } from '../tables.ts'
import type { SuggestedField } from './rules.ts'

/** A listing as anybody sees it, to suggest something about; a confidential place and what is closed do not exist. @throws NotFound */
export const suggestable = async (db: Db<DirectoryTables>, thing: Thing): Promise<RecordShown> => {
  const record = await maybeRecord(db, thing)
  if (!record || record.confidential || !['active', 'temporarily closed'].includes(record.status)) throw new NotFound()
  return record
}

export interface Similar {
  kind: RecordKind
  id: string
  name: string
}

/** Listings that may be the same: alike in name, or with the same telephone number. */
export const similarTo = async (db: Db<DirectoryTables>, name: string, phone: string): Promise<Similar[]> => {
  const digits = phone.replace(/\D/gu, '')
  const plain = sql`regexp_replace(lower(${name}), '[^[:alnum:]]+', '', 'g')`
  const { rows } = await sql<Similar>`
    select kind, id, name from (
      select 'service' as kind, id, name from service where status = 'active'
        and (regexp_replace(lower(name), '[^[:alnum:]]+', '', 'g') = ${plain} or lower(name) like lower(${`%${name.replace(/[\\%_]/gu, '\\$&')}%`}))
      union select 'organisation', id, name from organization where regexp_replace(lower(name), '[^[:alnum:]]+', '', 'g') = ${plain}
      union select 'service', s.id, s.name from phone p join service s on s.id = p.service_id
        where ${digits} <> '' and regexp_replace(p.number, '[^0-9]', '', 'g') = ${digits}
    ) alike order by name limit 5`.execute(db)
  return rows
}

export interface Waiting {
  id: string
  thing_kind: RecordKind
  thing_id: string | null
  made_at: Date
  name: string
  fields: number
  organisation_id: string | null
}

const waiting = sql`select s.id, s.thing_kind, s.thing_id, s.made_at,
    coalesce(v.name, l.name, o.name, (select f.proposed from suggested_field f where f.suggestion_id = s.id and f.field = 'name'), '…') as name,
    (select count(*)::int from suggested_field f where f.suggestion_id = s.id) as fields,
    coalesce(v.organization_id, l.organization_id, o.id) as organisation_id
  from suggestion s left join service v on v.id = s.thing_id left join location l on l.id = s.thing_id
    left join organization o on o.id = s.thing_id
  where s.decided_at is null and (s.thing_id is null or coalesce(v.id, l.id, o.id) is not null)`

/** What waits for this actor's review: all of it for stewards, of their organisations for editors. Oldest first. */
export const openSuggestions = async (db: Db<DirectoryTables>, actor: Actor): Promise<Waiting[]> => {
  const { rows } = await sql<Waiting>`${waiting} order by s.made_at, s.id limit 500`.execute(db)
  return rows.filter(({ organisation_id: organisationId }) => may.edit(actor, { organisationId }))
}

export interface SuggestionShown {
  id: string
  thing: Thing | null
  record: RecordShown | null
  madeAt: Date
  note: string | null
  wantsAnswer: boolean
  fields: { field: SuggestedField; was: string; proposed: string }[]
  others: Waiting[]
  similar: Similar[]
}

/** A suggestion that this actor may review. @throws NotFound for everybody else, and once it is decided */
export const suggestionFor = async (db: Db<DirectoryTables>, actor: Actor, id: string): Promise<SuggestionShown> => {
  const found = await db
    .selectFrom('suggestion')
    .select(['id', 'thing_kind', 'thing_id', 'made_at', 'note', 'email', 'person_id'])
    .where('id', '=', id)
    .where('decided_at', 'is', null)
    .executeTakeFirst()
  if (!found) throw new NotFound()
  const thing = found.thing_id ? { kind: found.thing_kind as RecordKind, id: found.thing_id } : null
  const record = thing && (await maybeRecord(db, thing))
  if (!may.edit(actor, { organisationId: record?.organisationId ?? null }) || (thing && !record)) throw new NotFound()
  const fields = await db
    .selectFrom('suggested_field')
    .select(['field', 'was', 'proposed'])
    .where('suggestion_id', '=', id)
    .orderBy('field')
    .execute()
  const value = (name: string) => fields.find(({ field }) => field === name)?.proposed ?? ''
  const { rows: others } = thing
    ? await sql<Waiting>`${waiting} and s.thing_id = ${thing.id} and s.id <> ${id} order by s.made_at`.execute(db)
    : { rows: [] }
  return {
    id,
    thing,
    record,
    madeAt: found.made_at,
    note: found.note,
    wantsAnswer: found.email !== null || found.person_id !== null,
    fields: fields.map((one) => ({ ...one, field: one.field as SuggestedField })),
    others,
    similar: thing ? [] : await similarTo(db, value('name'), value('phone')),
  }
}

export interface Outcome {
  name: string
  thing: Thing | null
  email: string | null
  personId: string | null
  language: string
  fields: { field: SuggestedField; proposed: string; state: string; taken: string | null; reason: string | null }[]
}

/** What became of a suggestion, for the letter to whoever made it. */
export const outcomeOf = async (db: Db<DirectoryTables>, id: string): Promise<Outcome | null> => {
  const found = await db
    .selectFrom('suggestion')
    .select(['thing_kind', 'thing_id', 'email', 'person_id', 'language'])
    .where('id', '=', id)
    .where('decided_at', 'is not', null)
    .executeTakeFirst()
  if (!found) return null
  const fields = await db
    .selectFrom('suggested_field')
    .select(['field', 'proposed', 'state', 'taken', 'reason'])
    .where('suggestion_id', '=', id)
    .orderBy('field')
    .execute()
  const thing = found.thing_id ? { kind: found.thing_kind as RecordKind, id: found.thing_id } : null
  const record = thing && (await maybeRecord(db, thing))
  return {
    name: record?.name ?? fields.find(({ field }) => field === 'name')?.proposed ?? '…',
    thing: record?.status === 'active' ? thing : null,
    email: found.email,
    personId: found.person_id,
    language: found.language,
    fields: fields.map((one) => ({ ...one, field: one.field as SuggestedField, state: one.state ?? 'refused' })),
  }
}
