import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import { NotFound } from '#kernel/errors/errors.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { may } from '../../editing/access.ts'
import { type RecordShown, recordOf } from '../../editing/queries.ts'
import type { RecordKind } from '../../editing/rules.ts'
import type { DirectoryTables } from '../../tables.ts'
import { listed } from '../queries.ts'

/** Stewards, and the volunteers whom they asked. @throws NotFound for everybody else */
export const mustRing = async (db: Db<DirectoryTables>, actor: Actor): Promise<string> => {
  const personId = actor.actedBy === null && !actor.suspended ? actor.personId : null
  const isChecker =
    personId !== null &&
    (may.steward(actor) ||
      (await db.selectFrom('checker').select('person_id').where('person_id', '=', personId).executeTakeFirst()) !==
        undefined)
  if (!isChecker) throw new NotFound()
  return personId
}

export interface Call {
  id: string
  thing_kind: RecordKind
  thing_id: string
  name: string
  organisation: string | null
  subkind: string
  phone: string | null
  known_at: Date | null
  calls: number
  wrong_number_at: Date | null
  claim: 'mine' | 'others' | null
}

export interface Calls {
  calls: Call[]
  /** All that can be rung now. */
  now: number
  /** Those where somebody said to try again later. */
  later: number
}

const shownAtOnce = 30

/** Who is to be rung: one's own first, then what costs most when it is wrong and has waited longest. */
export const callsFor = async (db: Db<DirectoryTables>, personId: string, now: Date): Promise<Calls> => {
  const { rows } = await sql<Calls>`with ${listed},
    waiting as (
      select c.id, c.thing_kind, c.thing_id, l.name, o.name as organisation, l.subkind, l.phone, l.known_at,
        (select count(*)::int from check_call k where k.cycle_id = c.id) as calls, c.wrong_number_at,
        case when c.claimed_until > ${now} then case when c.claimed_by = ${personId} then 'mine' else 'others' end end as claim,
        row_number() over (order by c.claimed_until > ${now} and c.claimed_by = ${personId} desc nulls last, c.wrong_number_at is not null,
          l.days, c.started_at, c.id) as turn
      from check_cycle c join listed l on l.thing_id = c.thing_id left join organization o on o.id = l.organisation_id
      where c.ended_at is null and c.stage = 'to_ring' and c.next_at <= ${now})
    select coalesce((select jsonb_agg(to_jsonb(w) order by turn) from waiting w where turn <= ${shownAtOnce}), '[]') as calls,
      (select count(*)::int from waiting) as now,
      (select count(*)::int from check_cycle where ended_at is null and stage = 'to_ring' and next_at > ${now}) as later`.execute(
    db,
  )
  const found = rows[0]!
  const date = (at: unknown) => (at ? new Date(String(at)) : null)
  return {
    ...found,
    calls: found.calls.map((call) => ({
      ...call,
      known_at: date(call.known_at),
      wrong_number_at: date(call.wrong_number_at),
    })),
  }
}

export interface OpenCall {
  id: string
  record: RecordShown
  phone: string | null
  claimedUntil: Date
  before: { called_at: Date; outcome: string }[]
}

/** A call that this person has taken on, with all that is needed to make it. @throws NotFound when it is not theirs just now */
export const openCall = async (db: Db<DirectoryTables>, personId: string, id: string, now: Date): Promise<OpenCall> => {
  const cycle = await db
    .selectFrom('check_cycle')
    .select(['id', 'thing_kind', 'thing_id', 'claimed_until'])
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('claimed_by', '=', personId)
    .where('claimed_until', '>', now)
    .executeTakeFirst()
  if (!cycle) throw new NotFound()
  const record = await recordOf(db, { kind: cycle.thing_kind as RecordKind, id: cycle.thing_id })
  const { rows } = await sql<{
    phone: string | null
  }>`with ${listed} select phone from listed where thing_id = ${cycle.thing_id}`.execute(db)
  const before = await db
    .selectFrom('check_call')
    .select(['called_at', 'outcome'])
    .where('cycle_id', '=', id)
    .orderBy('called_at')
    .execute()
  return { id, record, phone: rows[0]?.phone ?? null, claimedUntil: cycle.claimed_until!, before }
}

export const checkers = async (db: Db<DirectoryTables>): Promise<{ person_id: string; since: Date; calls: number }[]> =>
  db
    .selectFrom('checker')
    .select(['person_id', 'since'])
    .select((of) =>
      of
        .selectFrom('check_call')
        .whereRef('check_call.person_id', '=', 'checker.person_id')
        .select((each) => each.fn.countAll<number>().as('calls'))
        .as('calls'),
    )
    .orderBy('since')
    .execute()
    .then((rows) => rows.map((row) => ({ ...row, calls: Number(row.calls ?? 0) })))
