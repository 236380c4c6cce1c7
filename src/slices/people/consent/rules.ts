/** How long an agreement holds where nothing else was said: long enough to be of use, short enough to be asked again. */
export const defaultDays = 90

interface Dated {
  givenAt: Date
  until: Date
  withdrawnAt: Date | null
}

export type Standing = 'holds' | 'withdrawn' | 'over'

export const standingOf = ({ until, withdrawnAt }: Dated, now: Date): Standing => {
  if (withdrawnAt && withdrawnAt <= now) return 'withdrawn'
  return until > now ? 'holds' : 'over'
}
