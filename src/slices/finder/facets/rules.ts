/** Groups of traits that somebody may choose by, in the order of the page. A trait is `group:value`. */
export const facetGroups = ['for', 'need', 'has', 'speaks'] as const
export type FacetGroup = (typeof facetGroups)[number]

/** One thing to choose, how many of what was found have it, and whether it is chosen. */
export interface Choice {
  trait: string
  count: number
  on: boolean
}

export interface Facet {
  group: FacetGroup
  choices: Choice[]
}

/** More of one group are not offered: a long list helps nobody choose. */
const mostChoices = 10

/**
 * What can be chosen among what was found: the commonest traits of each group. What all have, or none, does not narrow anything and
 * is left out; what is chosen stays, so that it can be taken off again.
 */
export const facetsOf = (counts: Readonly<Record<string, number>>, total: number, chosen: readonly string[]): Facet[] =>
  facetGroups
    .map((group) => {
      const on = chosen.filter((trait) => trait.startsWith(`${group}:`))
      const offered = Object.entries(counts)
        .filter(([trait, count]) => trait.startsWith(`${group}:`) && !chosen.includes(trait) && count < total)
        .sort(([a, many], [b, few]) => few - many || a.localeCompare(b))
        .slice(0, mostChoices)
      return {
        group,
        choices: [
          ...on.map((trait) => ({ trait, count: counts[trait] ?? 0, on: true })),
          ...offered.map(([trait, count]) => ({ trait, count, on: false })),
        ],
      }
    })
    .filter(({ choices }) => choices.length > 0)
