import { metresBetween, type Point } from '#kernel/geo/distance.ts'
import { type Entry, keyOf, outcodeOf } from '#kernel/geo/gazetteer.ts'

/** A pin with what its address calls the place. */
export interface Located extends Point {
  town: string | null
  postcode: string | null
}

/** A single record may have the wrong pin: two must agree that a name is here. */
const fewest = 2

/** Farther from the middle of everything than this, in metres, a town is somewhere else: the head office of a national line. */
const farAway = 150_000

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!

const middleOf = (points: readonly Point[]): Point => ({
  lat: median(points.map(({ lat }) => lat)),
  lon: median(points.map(({ lon }) => lon)),
})

/** `33130-1234` → `33130`; other countries' as they are. */
const bare = (postcode: string) => /^\d{5}(?=-\d{4}$)/u.exec(postcode.trim())?.[0] ?? postcode.trim()

/** «OPA LOCKA» → «Opa Locka»; what has small letters is as somebody meant it. */
const spelt = (town: string) =>
  town === town.toUpperCase() ? town.toLowerCase().replace(/(?<=^|[\s-])\p{L}/gu, (first) => first.toUpperCase()) : town

const namesOf = ({ town, postcode }: Located): Omit<Entry, keyof Point>[] => {
  const code = bare(postcode ?? '')
  const district = outcodeOf(keyOf(code))
  return [
    ...(town?.trim() ? [{ name: spelt(town.trim()), kind: 'town' as const }] : []),
    ...(code ? [{ name: code, kind: 'postcode' as const }] : []),
    ...(district ? [{ name: district.toUpperCase(), kind: 'outcode' as const }] : []),
  ]
}

/** Each town, postcode and district that several pins agree about, in their middle; the commonest spelling of a name counts. */
export const namesIn = (located: readonly Located[]): (Entry & { key: string })[] => {
  const named = located.flatMap((one) => namesOf(one).map((name) => ({ ...name, key: keyOf(name.name), at: one })))
  const middle = located.length ? middleOf(located) : null
  return [...Map.groupBy(named, ({ kind, key }) => `${kind} ${key}`).values()]
    .filter((same) => same.length >= fewest)
    .map((same) => ({ ...same[0]!, ...middleOf(same.map(({ at }) => at)), weight: same.length }))
    .map(({ at: _, ...entry }) => entry)
    .filter((entry) => entry.key && middle && metresBetween(entry, middle) < farAway)
}
