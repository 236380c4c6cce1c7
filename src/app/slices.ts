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
  groups: 2,
  directory: 3,
  gatherings: 3,
  library: 3,
  aid: 3,
  volunteering: 3,
  referrals: 4,
  programmes: 4,
  mentoring: 4,
  charter: 4,
  needs: 5,
  measures: 5,
  outreach: 5,
} as const

export type Slice = keyof typeof ladder
