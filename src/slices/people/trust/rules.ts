import { dayOf } from '#kernel/time/days.ts'

/** What a role may be for, besides the whole community: the app knows organisations and groups, this slice does not. */
export interface ScopeNames<Db> {
  byName: (db: Db, name: string) => Promise<{ id: string; name: string }[]>
  names: (db: Db, ids: string[]) => Promise<Map<string, string>>
}

/** An invitation is good for two weeks. */
export const invitationDays = 14

const dayLength = 86_400_000

/** The end of a day that was chosen in a form, in UTC; null where none was. */
export const endOfDay = (iso: string): Date | null => {
  const day = dayOf(iso)
  return day === null ? null : new Date((day + 1) * dayLength)
}

/**
 * Until when somebody must hold a role to count as another holder. Requests that run at once bear times some milliseconds apart: to
 * the elder one, a role that the younger has just ended would seem to last.
 */
export const lasting = (now: Date): Date => new Date(now.getTime() + 60_000)

export type InvitationState = 'open' | 'used' | 'over' | 'withdrawn'

interface Dated {
  usedAt: Date | null
  withdrawnAt: Date | null
  expiresAt: Date
}

export const stateOfInvitation = ({ usedAt, withdrawnAt, expiresAt }: Dated, now: Date): InvitationState => {
  if (usedAt) return 'used'
  if (withdrawnAt) return 'withdrawn'
  return expiresAt > now ? 'open' : 'over'
}
