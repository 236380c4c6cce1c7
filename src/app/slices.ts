/**
 * The ladder: which slice may know which. A slice knows those on lower rungs, through their face (facts, queries, commands,
 * tables), and nothing on its own rung or above. dependency-cruiser and the tests read this list; migrations run in its order.
 */
export const ladder = {
  people: 1,
  organisations: 1,
  finder: 1,
  safety: 2,
  places: 2,
  groups: 3,
  directory: 4,
  gatherings: 4,
  library: 4,
  aid: 4,
  volunteering: 4,
  referrals: 5,
  programmes: 5,
  mentoring: 5,
  charter: 5,
  needs: 6,
  measures: 6,
  outreach: 6,
} as const

export type Slice = keyof typeof ladder
