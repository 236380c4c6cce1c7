import { type AnyDb, across, type Db } from '#kernel/database/database.ts'
import { personNames, trustedWith } from '#slices/people/queries.ts'
import type { Judge } from '../queue/rules.ts'
import type { SafetyTables } from '../tables.ts'
import { inTurn, onCallAt, type Watch } from './rules.ts'

/** Who is on call from now on. */
export const rota = async (db: AnyDb, now: Date): Promise<Watch[]> => {
  const rows = await (db as Db<SafetyTables>)
    .selectFrom('on_call')
    .selectAll()
    .where('until_at', '>', now)
    .orderBy('from_at')
    .orderBy('id')
    .limit(200)
    .execute()
  return rows.map((row) => ({ id: row.id, personId: row.person_id, from: row.from_at, until: row.until_at }))
}

export interface Watcher extends Judge {
  steward: boolean
}

/** Everybody who may be written to about a report, in turn, with what they may judge. */
export const watchers = async (db: AnyDb, now: Date): Promise<Watcher[]> => {
  const [planned, trusted] = await Promise.all([
    rota(db, now),
    trustedWith(across(db), ['safeguarding', 'moderator', 'steward'], now),
  ])
  const having = (role: string) =>
    trusted.filter((grant) => grant.role === role && grant.scope === null).map(({ personId }) => personId)
  const [leads, moderators, stewards] = [having('safeguarding'), having('moderator'), having('steward')]
  return inTurn(planned, { leads, moderators, stewards }, now).map((personId) => ({
    personId,
    lead: leads.includes(personId),
    moderator: moderators.includes(personId),
    steward: stewards.includes(personId),
  }))
}

export interface Rota {
  watches: Watch[]
  onCall: Watch | null
  /** Who may be put on call. */
  leads: { id: string; name: string }[]
  names: Map<string, string>
}

export const rotaPage = async (db: AnyDb, now: Date): Promise<Rota> => {
  const [watches, trusted] = await Promise.all([rota(db, now), trustedWith(across(db), ['safeguarding'], now)])
  const leads = [...new Set(trusted.map(({ personId }) => personId))]
  const names = await personNames(across(db), [...new Set([...leads, ...watches.map(({ personId }) => personId)])])
  return {
    watches,
    onCall: onCallAt(watches, now),
    leads: leads.map((id) => ({ id, name: names.get(id) ?? '' })),
    names,
  }
}
