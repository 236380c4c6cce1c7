import { dayOf, isoOf } from '#kernel/time/days.ts'

export const partnershipKinds = ['together', 'referrals', 'space', 'people', 'food', 'learning', 'money'] as const
export type PartnershipKind = (typeof partnershipKinds)[number]

export type PartnershipState = 'proposed' | 'confirmed' | 'declined' | 'withdrawn' | 'ended'

/** Both sides are reminded so many days before they look at it again; a review day lies three years ahead at most. */
export const remindDays = 14
export const mostDays = 3 * 366

/** The review day that a form proposes: a year from today. */
export const usualReview = (today: string): string => isoOf(dayOf(today)! + 365)

export interface Dates {
  since: string
  review_on: string
}

/** What is wrong with the dates, as keys of sentences by field. */
export const wrongDates = ({ since, review_on }: Dates, today: string): Partial<Record<keyof Dates, string>> => {
  const [begun, review, now] = [dayOf(since), dayOf(review_on), dayOf(today)!]
  return {
    ...(begun !== null && begun > now ? { since: 'sinceAhead' } : {}),
    ...(review !== null && (review <= now || review > now + mostDays) ? { review_on: 'reviewWhen' } : {}),
  }
}

/** Is it time to look at a partnership again? */
export const isDue = (partnership: { state: PartnershipState; reviewOn: string }, today: string): boolean =>
  partnership.state === 'confirmed' && dayOf(partnership.reviewOn)! <= dayOf(today)! + remindDays
