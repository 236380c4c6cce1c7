/** Somebody's time on call. */
export interface Watch {
  id: string
  personId: string
  from: Date
  until: Date
}

/** Whom to write to, one after the other: who is on call, then who is on call next, then the other leads, then the moderators. */
export const inTurn = (rota: Watch[], leads: string[], moderators: string[], now: Date): string[] => {
  const coming = rota
    .filter(({ until }) => until > now)
    .sort((a, b) => a.from.getTime() - b.from.getTime())
    .map(({ personId }) => personId)
    .filter((personId) => leads.includes(personId))
  return [...new Set([...coming, ...leads, ...moderators])]
}

/** Who is on call at this moment: whoever began first. */
export const onCallAt = (rota: Watch[], now: Date): Watch | null =>
  rota.filter(({ from, until }) => from <= now && now < until).sort((a, b) => a.from.getTime() - b.from.getTime())[0] ??
  null

/** The first is told at once, the second when the target time has passed, each further one after as long again. */
export const tellNextAt = (madeAt: Date, dueAt: Date, told: number): Date => {
  const length = dueAt.getTime() - madeAt.getTime()
  return told === 0 ? madeAt : new Date(madeAt.getTime() + told * length)
}
