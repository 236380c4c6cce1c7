/** Somebody's time on call. */
export interface Watch {
  id: string
  personId: string
  from: Date
  until: Date
}

export interface Trusted {
  leads: string[]
  moderators: string[]
  /** They do not look into reports; where nobody is left who can, they are told that somebody must be found. */
  stewards: string[]
}

/** Whom to write to, one after the other: who is on call, then who is on call next, the other leads, the moderators, the stewards. */
export const inTurn = (rota: Watch[], { leads, moderators, stewards }: Trusted, now: Date): string[] => {
  const coming = rota
    .filter(({ until }) => until > now)
    .sort((a, b) => a.from.getTime() - b.from.getTime())
    .map(({ personId }) => personId)
    .filter((personId) => leads.includes(personId))
  return [...new Set([...coming, ...leads, ...moderators, ...stewards])]
}

/** Who is on call at this moment: whoever began first. */
export const onCallAt = (rota: Watch[], now: Date): Watch | null =>
  rota.filter(({ from, until }) => from <= now && now < until).sort((a, b) => a.from.getTime() - b.from.getTime())[0] ??
  null

export interface Waiting {
  madeAt: Date
  dueAt: Date
  /** How many were written to already. */
  told: number
  taken: boolean
}

/**
 * The first is told at once. While nobody has taken it, the next is told each time a quarter of the target time has gone: within
 * the hour, that is every fifteen minutes. Once somebody has it, the next is told when the target time has passed, and after as long again.
 */
export const tellNextAt = ({ madeAt, dueAt, told, taken }: Waiting): Date => {
  const length = dueAt.getTime() - madeAt.getTime()
  return new Date(madeAt.getTime() + told * (taken ? length : length / 4))
}

/** Stewards are the last resort: when the target time has passed, or where nobody at all could be asked. */
export const mayAlarm = ({ dueAt, told }: Pick<Waiting, 'dueAt' | 'told'>, now: Date): boolean =>
  told === 0 || now >= dueAt
