export const evidences = ['own_domain', 'register', 'visit', 'papers', 'known'] as const
export type Evidence = (typeof evidences)[number]

/** A mark holds for two years at most, and for one unless said. */
export const usualDays = 365
export const mostDays = 731

/** Stewards look at a mark again when it ends within so many days. */
export const soonDays = 30

export interface Mark {
  until: Date
  endedAt: Date | null
}

export const holds = ({ until, endedAt }: Mark, now: Date): boolean => endedAt === null && until > now

const day = 86_400_000

export const endsSoon = (mark: Mark, now: Date): boolean =>
  holds(mark, now) && mark.until.getTime() < now.getTime() + soonDays * day
