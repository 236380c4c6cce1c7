/** How long somebody may act for somebody else where nobody said another day. */
export const mandateDays = 365

export const hows = ['in-person', 'phone', 'paper'] as const

export const ages = ['unknown', 'adult', 'minor'] as const

export type MandateKind = 'helper' | 'desk' | 'guardian'

/** The last moment of a mandate: the day that was chosen, else a year from now. */
export const mandateEnd = (chosen: Date | null, now: Date): Date =>
  chosen ?? new Date(now.getTime() + mandateDays * 86_400_000)
