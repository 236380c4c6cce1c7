import { metresBetween, type Point } from '#kernel/geo/distance.ts'
import { type Entry, keyOf, outcodeOf } from '#kernel/geo/gazetteer.ts'

/** A pin with what its address calls the place. */
export interface Located extends Point {
  town: string | null
  postcode: string | null
  /** The first line of the address. */
  street: string | null
}

/** Something whose title may begin with the name of where it is: «Hale Library», «Hale Golf Club». */
export interface Titled extends Point {
  title: string
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

const capital = /^\p{Lu}[\p{L}'’]*\p{Ll}$/u
const linking = new Set(['on', 'upon', 'le', 'in', 'by', 'of', 'de', 'la', 'del'])

/** With what a title may begin as a name, and what goes on after it: «Old», «Old Trafford» of «Old Trafford Library». */
const beginningsOf = ({ title, ...at }: Titled) => {
  const words = title
    .replace(/^(?:the|friends of|\d+(?:st|nd|rd|th))\s+/iu, '')
    .replaceAll('-', ' ')
    .split(/[\s,(]+/u)
  return [1, 2, 3].flatMap((length) => {
    const [name, next] = [words.slice(0, length), words[length]]
    const isName =
      capital.test(name[0]!) &&
      capital.test(name.at(-1)!) &&
      name.every((word) => capital.test(word) || linking.has(word))
    return next && isName ? [{ name: name.join(' '), next: next.toLowerCase(), at }] : []
  })
}

/** So near to each other lie the things of one neighbourhood, in metres; and how much nearer than all things do. */
const neighbourhood = { across: 2_000, ofAll: 0.4, share: 0.7 }

/** The distance within which most of the points lie. */
const spreadOf = (points: readonly Point[], share: number): number => {
  const middle = middleOf(points)
  const away = points.map((point) => metresBetween(middle, point)).sort((a, b) => a - b)
  return away[Math.floor((away.length - 1) * share)]!
}

/**
 * Neighbourhoods that no address names, as the titles of what is there tell: where several different things that begin alike lie close
 * together, that is the name of the place. Of one word, four must agree: it is a district. Longer names may be an organisation's too:
 * they count only where somebody says «near».
 */
export const neighbourhoodsIn = (titled: readonly Titled[]): (Entry & { key: string })[] => {
  if (!titled.length) return []
  const widest = Math.min(neighbourhood.across, neighbourhood.ofAll * spreadOf(titled, 0.5))
  return [...Map.groupBy(titled.flatMap(beginningsOf), ({ name }) => keyOf(name)).entries()].flatMap(([key, same]) => {
    const points = same.map(({ at }) => at)
    const spots = new Set(points.map(({ lat, lon }) => `${lat.toFixed(3)} ${lon.toFixed(3)}`)).size
    const agree = Math.min(spots, new Set(same.map(({ next }) => next)).size)
    const isWord = !same[0]!.name.includes(' ')
    if (agree < (isWord ? 4 : 3) || spreadOf(points, neighbourhood.share) > widest) return []
    const kind = isWord ? ('district' as const) : ('place' as const)
    return [{ key, name: same[0]!.name, kind, weight: same.length, ...middleOf(points) }]
  })
}

/** `Flat 2, 14-16 Washway Road` → `Washway Road`; null where no number tells that a street follows. */
const streetIn = (address: string | null): string | null =>
  /^(?:.*?,\s*)?\d+[a-z]?(?:\s*[-–/&]\s*\d+[a-z]?)?,?\s+(\p{L}[\p{L}'’.]*(?:\s+[\p{L}\p{N}'’.]+){1,3})\s*(?:,|$)/iu.exec(
    address ?? '',
  )?.[1] ?? null

/** The streets at which several things are, in the middle of those. */
export const streetsIn = (located: readonly Located[]): (Entry & { key: string })[] => {
  const named = located.flatMap(({ lat, lon, street }) => {
    const name = streetIn(street)
    return name ? [{ key: keyOf(name), name: spelt(name), at: { lat, lon } }] : []
  })
  return [...Map.groupBy(named, ({ key }) => key).values()].flatMap((same) => {
    const points = same.map(({ at }) => at)
    if (same.length < fewest || spreadOf(points, 1) > neighbourhood.across) return []
    return [
      { key: same[0]!.key, name: same[0]!.name, kind: 'place' as const, weight: same.length, ...middleOf(points) },
    ]
  })
}

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
