import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { PeopleTables } from '../tables.ts'
import { type AgeRule, type Band, bandOf, countsAsMinor, stricterBand } from './rules.ts'

export const ageRule = async (db: Db<PeopleTables>): Promise<AgeRule> => {
  const { minimum, unknown_is_minor } = await db.selectFrom('age_rule').selectAll().executeTakeFirstOrThrow()
  return { minimum, unknownIsMinor: unknown_is_minor }
}

interface Known {
  band: Band | null
  birthYear: string | null
}

const knownAge = async (db: Db<PeopleTables>, personId: string): Promise<Known> => {
  const { rows } = await sql<Known>`select
    (select band from age_band where person_id = ${personId}) as band,
    (select value from profile_field where person_id = ${personId} and field = 'birth_year') as "birthYear"`.execute(db)
  return rows[0]!
}

/** In which band somebody is; null where nobody knows. Who was settled as young stays so until the desk writes otherwise: a year made up opens nothing. */
export const ageBand = async (db: Db<PeopleTables>, personId: string, now: Date): Promise<Band | null> => {
  const { band, birthYear } = await knownAge(db, personId)
  return stricterBand(band, birthYear && bandOf(Number(birthYear), now, await ageRule(db)))
}

/** Must this person be protected as a minor? Whose age nobody knows counts as the community decided. */
export const isMinor = async (db: Db<PeopleTables>, personId: string, now: Date): Promise<boolean> =>
  countsAsMinor(await ageBand(db, personId, now), await ageRule(db))

export interface Guardian {
  mandateId: string
  personId: string
  name: string
  until: Date
}

/** Who acts as guardian or advocate for somebody now. */
export const guardiansOf = async (db: Db<PeopleTables>, personId: string, now: Date): Promise<Guardian[]> =>
  await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.helper_id')
    .select(['mandate.id as mandateId', 'person.id as personId', 'person.name', 'mandate.until'])
    .where('mandate.person_id', '=', personId)
    .where('mandate.kind', '=', 'guardian')
    .where('mandate.ended_at', 'is', null)
    .where('mandate.until', '>', now)
    .orderBy('mandate.given_at')
    .execute()

/** Who among some people is under age, with whoever stands in for them, and which adults had their papers seen. */
export interface Protection {
  minors: { id: string; guardians: string[] }[]
  vetted: string[]
}

interface Protected {
  id: string
  band: Band | null
  birthYear: string | null
  vetted: boolean
  guardians: string[]
}

/** The same about many people in one trip, for whoever must keep children safe in a group. `check` is the paper that counts. */
export const protectionAmong = async (
  db: Db<PeopleTables>,
  ids: readonly string[],
  check: string,
  now: Date,
): Promise<Protection> => {
  const { rows } = await sql<Protected>`select person.id, age_band.band, told.value as "birthYear",
      exists (select from person_check c where c.person_id = person.id and c.kind = ${check} and c.ended_at is null
        and c.until > ${now}) as vetted,
      array(select m.helper_id from mandate m where m.person_id = person.id and m.kind = 'guardian' and m.ended_at is null
        and m.until > ${now}) as guardians
    from person left join age_band on age_band.person_id = person.id
      left join profile_field told on told.person_id = person.id and told.field = 'birth_year'
    where person.id = any(${[...ids]}::uuid[])`.execute(db)
  const rule = await ageRule(db)
  const bandNow = ({ birthYear, band }: Protected) =>
    stricterBand(band, birthYear && bandOf(Number(birthYear), now, rule))
  const minors = rows.filter((row) => countsAsMinor(bandNow(row), rule))
  const young = new Set(minors.map(({ id }) => id))
  return {
    minors: minors.map(({ id, guardians }) => ({ id, guardians })),
    vetted: rows.filter(({ id, vetted }) => vetted && !young.has(id)).map(({ id }) => id),
  }
}
