import { sql } from 'kysely'
import { type AnyDb, across, type Db } from '#kernel/database/database.ts'
import type { Channel } from '#kernel/mail/manners.ts'
import { mannersOf } from '#kernel/mail/manners.ts'
import { unblocked } from '../blocks/queries.ts'
import type { HowGiven } from '../consent/tables.ts'
import type { PeopleTables } from '../tables.ts'
import type { MandateKind } from './rules.ts'

export interface Mandate {
  id: string
  kind: MandateKind
  personId: string
  /** For whom. */
  name: string
  personLanguage: string | null
  helperId: string | null
  /** Who acts; null where it is a desk. */
  helper: string | null
  how: HowGiven
  language: string
  witness: string | null
  recordedBy: string | null
  givenAt: Date
  until: Date
}

const holding = (db: Db<PeopleTables>, now: Date) =>
  db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .leftJoin('person as helper', 'helper.id', 'mandate.helper_id')
    .select(['mandate.id', sql<MandateKind>`mandate.kind`.as('kind'), 'person.id as personId', 'person.name'])
    .select(['person.language as personLanguage', 'helper.id as helperId', 'helper.name as helper'])
    .select([sql<HowGiven>`mandate.how`.as('how'), 'mandate.language', 'witness', 'recorded_by as recordedBy'])
    .select(['given_at as givenAt', 'mandate.until'])
    .where('mandate.ended_at', 'is', null)
    .where('mandate.until', '>', now)
    .orderBy('given_at', 'desc')
    .orderBy('mandate.id')

export const maybeMandate = async (db: Db<PeopleTables>, id: string, now: Date): Promise<Mandate | null> =>
  (await holding(db, now).where('mandate.id', '=', id).executeTakeFirst()) ?? null

/** Who may act for somebody now. */
export const helpersOf = (db: Db<PeopleTables>, personId: string, now: Date): Promise<Mandate[]> =>
  holding(db, now).where('mandate.person_id', '=', personId).execute()

/** For whom somebody may act now. */
export const helpedBy = (db: Db<PeopleTables>, helperId: string, now: Date): Promise<Mandate[]> =>
  holding(db, now).where('mandate.helper_id', '=', helperId).execute()

export const guardiansNow = (db: Db<PeopleTables>, viewerId: string | null, now: Date): Promise<Mandate[]> =>
  holding(db, now)
    .where('mandate.kind', '=', 'guardian')
    .where(unblocked(viewerId, 'mandate.person_id'))
    .limit(500)
    .execute()

export interface AtDesk extends Mandate {
  channel: Channel
  phone: string | null
  noVoicemail: boolean
}

/** Everybody who lets the community's desk act, by name. */
export const peopleOfDesk = async (db: Db<PeopleTables>, viewerId: string | null, now: Date): Promise<AtDesk[]> => {
  const rows = await holding(db, now)
    .where('mandate.kind', '=', 'desk')
    .where('mandate.desk', 'is', null)
    .where(unblocked(viewerId, 'mandate.person_id'))
    .limit(500)
    .execute()
  const known = await Promise.all(
    rows.map(async (row) => {
      const { channel, phone, noVoicemail } = await mannersOf(across(db), row.personId)
      return { ...row, channel, phone, noVoicemail }
    }),
  )
  return known.sort((a, b) => a.name.localeCompare(b.name))
}

export interface Done {
  day: Date
  /** Who really did it; null where nobody has that id any more. */
  by: string | null
  count: number
}

/** What others did in somebody's name, by day and by whom, the newest first. */
export const doneFor = async (db: AnyDb, personId: string, zone: string): Promise<Done[]> => {
  const { rows } = await sql<Done>`select min(fact.at) as day, person.name as by, count(*)::int as count
    from fact left join person on person.id = fact.by
    where fact.acted_for = ${personId}
    group by (fact.at at time zone ${zone})::date, fact.by, person.name
    order by min(fact.at) desc limit 50`.execute(db)
  return rows
}
