import type { Db } from '#kernel/database/database.ts'
import type { Actor } from '#kernel/session/actor.ts'
import { unblocked } from '../blocks/queries.ts'
import { shownNames } from '../profile/queries.ts'
import type { PeopleTables } from '../tables.ts'

type Viewer = Pick<Actor, 'personId'>

export interface Connector {
  id: string
  personId: string
  name: string
  area: string
  about: string
  agreedAt: Date | null
  shownAt: Date | null
}

const holding = (db: Db<PeopleTables>) =>
  db
    .selectFrom('connector')
    .innerJoin('person', 'person.id', 'connector.person_id')
    .select(['connector.id', 'person.id as personId', 'person.name', 'area', 'about'])
    .select(['agreed_at as agreedAt', 'shown_at as shownAt'])
    .where('connector.ended_at', 'is', null)
    .orderBy('area')
    .orderBy('person.name')

/** All of them, for stewards. */
export const connectorsNow = (db: Db<PeopleTables>, { personId }: Viewer): Promise<Connector[]> =>
  holding(db).where(unblocked(personId, 'connector.person_id')).limit(300).execute()

/** Those who want to be shown, and whose name this viewer may see at all. */
export const shownConnectors = async (db: Db<PeopleTables>, viewer: Viewer): Promise<Connector[]> => {
  const rows = await holding(db).where('shown_at', 'is not', null).where('agreed_at', 'is not', null).execute()
  const names = await shownNames(
    db,
    viewer,
    rows.map(({ personId }) => personId),
  )
  return rows.filter(({ personId }) => names.has(personId))
}

export const connectorOf = async (db: Db<PeopleTables>, personId: string): Promise<Connector | null> =>
  (await holding(db).where('connector.person_id', '=', personId).executeTakeFirst()) ?? null

/** Words left with a connector that this viewer may read: of those who are gone for them, none. */
export const wordsFor = (
  db: Db<PeopleTables>,
  { personId }: Viewer,
  connectorId: string,
  kind: 'thanks' | 'hand_over',
) =>
  db
    .selectFrom('connector_note')
    .select(['id', 'words', 'written_at as writtenAt'])
    .where('connector_id', '=', connectorId)
    .where('kind', '=', kind)
    .where((row) => row.or([row('author_id', 'is', null), unblocked(personId, 'connector_note.author_id')]))
    .orderBy('written_at', 'desc')
    .limit(100)
    .execute()

export interface Asked {
  id: string
  connectorId: string
  area: string
  /** Who asks, and who is asked. */
  fromId: string
  successorId: string
}

const asked = (db: Db<PeopleTables>) =>
  db
    .selectFrom('connector_hand_over')
    .innerJoin('connector', 'connector.id', 'connector_hand_over.connector_id')
    .select(['connector_hand_over.id', 'connector.id as connectorId', 'area'])
    .select(['connector.person_id as fromId', 'successor_id as successorId'])
    .where('answered_at', 'is', null)
    .where('connector.ended_at', 'is', null)

/** Where somebody is asked to take over, by people who exist for them. */
export const askedOf = (db: Db<PeopleTables>, personId: string): Promise<Asked[]> =>
  asked(db).where('successor_id', '=', personId).where(unblocked(personId, 'connector.person_id')).execute()

/** Whom a connector has asked and waits for. */
export const askedBy = async (db: Db<PeopleTables>, personId: string): Promise<Asked | null> =>
  (await asked(db)
    .where('connector.person_id', '=', personId)
    .where(unblocked(personId, 'connector_hand_over.successor_id'))
    .executeTakeFirst()) ?? null
