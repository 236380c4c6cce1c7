import { sql } from 'kysely'
import type { Community, Db } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { nobody } from '#kernel/session/session.ts'
import { recordOf } from '../editing/queries.ts'
import type { RecordKind } from '../editing/rules.ts'
import { suggestChange, suggestListing } from '../suggestions/commands.ts'
import type { DirectoryTables } from '../tables.ts'
import { beginRound } from './asking/commands.ts'
import { keepCheck } from './keeping/commands.ts'
import { dueRecords } from './queries.ts'

const day = 86_400_000

interface Cast {
  joe: string
  maryam: string
}

/** Places that the two looked at on their walks, the last one today, the first over a year ago. */
const checkPlaces = async (db: Db<DirectoryTables>, cast: Cast, now: Date) => {
  const { rows } = await sql<{
    id: string
  }>`select id from location where kind in ('library', 'park') and name is not null
    and not confidential order by kind, id limit 36`.execute(db)
  for (const [at, { id }] of rows.entries()) {
    const made = {
      thing: { kind: 'place' as RecordKind, id },
      how: 'phone',
      outcome: 'right',
      personId: at % 2 ? cast.joe : cast.maryam,
    } as const
    await inTransaction(db, (tx) => keepCheck(tx, made, new Date(now.getTime() - at * 12 * day)))
  }
}

const suggestions = async (db: Db<DirectoryTables>, organisation: string, now: Date) => {
  const about = { note: 'I was there on Tuesday and asked at the desk.', email: '', language: 'en', gone: false }
  const thing = { kind: 'organisation', id: organisation } as const
  const { values } = await recordOf(db, thing)
  await suggestChange(
    db,
    nobody,
    thing,
    { description: `${values.description ?? ''} New people are welcome.`.trim() },
    about,
    now,
  )
  const missing = {
    name: 'Wednesday chess in the library',
    description: 'Boards and tea. Beginners sit beside somebody who knows how.',
    where: 'Upstairs, in the library',
  }
  await suggestListing(db, nobody, missing, { ...about, note: '' }, now)
}

/**
 * Something to do for those who keep the directory true: who rings, calls that wait, a letter to the organisation that Tom looks
 * after, and suggestions. No letter goes to anybody outside the story. Cheap to do again.
 */
export const seedFreshness = async (
  community: Community,
  cast: Cast,
  { organisation, mailbox, origin }: { organisation: string; mailbox: string; origin: string },
  now = new Date(),
): Promise<void> => {
  const db: Db<DirectoryTables> = community.write
  if (await db.selectFrom('checker').select('person_id').executeTakeFirst()) return
  await checkPlaces(db, cast, now)
  const house = { community, origin }
  await beginRound(db, house, { thing_kind: 'organisation', thing_id: organisation, email: mailbox, due: now }, now)
  for (const due of await dueRecords(db, now, 14)) await beginRound(db, house, { ...due, email: null }, now)
  await suggestions(db, organisation, now)
  for (const personId of [cast.joe, cast.maryam])
    await db
      .insertInto('checker')
      .values({ person_id: personId, since: now })
      .onConflict((known) => known.doNothing())
      .execute()
}
