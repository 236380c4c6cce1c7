const day = 86_400_000

/**
 * After how many days a listing is looked at again, by what it is: who comes hungry or in a crisis must not stand before a locked
 * door, a park stays where it is. What is not named here is looked at each half year.
 */
export const checkDays: Record<string, number> = {
  food_bank: 90,
  crisis: 90,
  mental_health: 120,
  library: 180,
  childrens_centre: 180,
  job_centre: 180,
  sports_club: 365,
  sports_facility: 365,
  place_of_worship: 365,
  school: 365,
  organisation: 365,
  allotment: 730,
  bowling_green: 730,
  cemetery: 730,
  nature_reserve: 730,
  park: 730,
  play_space: 730,
  playing_field: 730,
  tennis_court: 730,
}

export const usualDays = 180

/** A wrong door costs most where somebody flees from violence or has nowhere to sleep. */
const urgentNeeds = ['safety', 'homelessness']

/** What decides how soon: the kind, or that people come in a crisis. */
export const riskOf = (subkind: string, needs: readonly string[]): string =>
  needs.some((need) => urgentNeeds.includes(need)) &&
  (checkDays[subkind] ?? usualDays) > checkDays.crisis! &&
  subkind !== 'organisation'
    ? 'crisis'
    : subkind

export const daysFor = (subkind: string, needs: readonly string[] = []): number =>
  checkDays[riskOf(subkind, needs)] ?? usualDays

/** By when a listing should have been looked at again. What nobody ever dated should have been long ago. */
export const dueAt = (known: Date | null, days: number): Date => new Date((known?.getTime() ?? 0) + days * day)

export type Stage = 'asked' | 'reminded' | 'reminded_again' | 'to_ring'

/** What follows on a letter that nobody answers: a reminder after 7 days, another after 21, a call after 28. */
export const nextStage: Partial<Record<Stage, { stage: Stage; waits: number }>> = {
  asked: { stage: 'reminded', waits: 14 },
  reminded: { stage: 'reminded_again', waits: 7 },
  reminded_again: { stage: 'to_ring', waits: 0 },
}

export const firstWait = 7

export const after = (now: Date, days: number): Date => new Date(now.getTime() + days * day)

/** The links of all letters of a round work as long as the round may last, and not for ever. */
export const linkDays = 60

/** So many rounds begin in a night, so that answers can be dealt with; so many letters of a night go to one address. */
export const mostStarts = 60
export const mostLettersToOne = 3

/** Somebody who rings has a listing to themselves for so many minutes. */
export const claimMinutes = 30

export const claimEnd = (now: Date): Date => new Date(now.getTime() + claimMinutes * 60_000)

/** When to try again where nobody took the call, as offered to whoever rings. */
export const againAfter = { tomorrow: 1, threeDays: 3, week: 7 } as const
export type Again = keyof typeof againAfter

/** A wrong number is no reason to ring again tomorrow: first somebody must find the right one. */
export const wrongNumberWait = 7
