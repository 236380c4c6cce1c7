export type Band = 'adult' | 'minor' | 'under_minimum'

/** What this community decided about ages. */
export interface AgeRule {
  /** From which age people may join. */
  minimum: number
  /** Does somebody whose age nobody knows count as a minor? */
  unknownIsMinor: boolean
}

const adultAt = 18

/**
 * A year of birth gives two possible ages. In doubt somebody is let in, and counts as a minor: being refused wrongly shuts a door,
 * being protected a few months too long does not.
 */
export const bandOf = (birthYear: number, now: Date, { minimum }: Pick<AgeRule, 'minimum'>): Band => {
  const oldest = now.getUTCFullYear() - birthYear
  if (oldest < minimum) return 'under_minimum'
  return oldest > adultAt ? 'adult' : 'minor'
}

/** Whom the rules protect. Somebody below the minimum who is here already is protected all the more. */
export const countsAsMinor = (band: Band | null, { unknownIsMinor }: Pick<AgeRule, 'unknownIsMinor'>): boolean =>
  band === null ? unknownIsMinor : band !== 'adult'

/** What was settled once and what is told now: the one that protects more. */
export const stricterBand = (settled: Band | null, told: Band | '' | null): Band | null =>
  [settled, told].find((band) => band === 'under_minimum') ||
  [settled, told].find((band) => band === 'minor') ||
  settled ||
  told ||
  null
