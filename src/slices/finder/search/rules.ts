import { cellsNear, cellsOf } from '#kernel/geo/cells.ts'
import type { Point } from '#kernel/geo/distance.ts'
import type { Finding } from '../tables.ts'
import type { Wanted, Weight } from '../words/rules.ts'

/**
 * 32-bit FNV-1a; it goes on from the hash of a beginning. Two keys may share a hash: the index then offers a row too many, and the
 * row's own words refuse it.
 */
export const hash = (key: string, begun = 0x811c9dc5): number => {
  let value = begun
  for (let at = 0; at < key.length; at++) value = Math.imul(value ^ key.charCodeAt(at), 0x01000193)
  return value | 0
}

/** Words that nobody types: `*` stands in everything, the others in what has the property, so that filters are look-ups too. */
const properties = (finding: Finding): string[] => [
  '*',
  `kind:${finding.kind}`,
  `kind:${finding.subkind}`,
  ...(finding.free ? ['free:'] : []),
  ...(finding.stepFree ? ['step-free:'] : []),
  ...(finding.traits ?? []),
]

/** The one cell of what has no place: part of every circle that is not tiny. */
const wide = 'wide'

/** As far as what has no place is from everybody, in metres: near enough to be found, not nearer than what is round the corner. */
export const wideMetres = 3_000

/** The keys under which a finding lies in the index: each word alone, in its cell of each size, and in the title. */
export const reachOf = (finding: Finding, lexemes: ReadonlyMap<string, Weight>): number[] => {
  const { lat, lon } = finding
  const cells = lat === null || lon === null ? (finding.precision === 'wide' ? [wide] : []) : cellsOf({ lat, lon })
  const ends = cells.map((cell) => `@${cell}`)
  const keys = new Set<number>()
  for (const word of [...lexemes.keys(), ...properties(finding)]) {
    const alone = hash(word)
    keys.add(alone)
    for (const end of ends) keys.add(hash(end, alone))
  }
  for (const [lexeme, weight] of lexemes) if (weight === 'A') keys.add(hash(`title:${lexeme}`))
  return [...keys].sort((a, b) => a - b)
}

/** One radius in metres up to which we look, and how much within it is enough (see `weights`) to look no further. */
export interface Ring {
  radius: number
  enough: number
}

/** A good match (in the title, by its organisation or need) counts as much as four that only mention the words. */
export const weights = { good: 4, mention: 1 }

/** More answers than these are counted as «more than a thousand». */
export const mostCounted = 1_000

/**
 * How far we look, the last one everywhere. Only in the midst of a great city, where hundreds of things stand within 500 m, is that
 * far enough. Close by we look until there are eight good matches; further away less will do; and
 * nobody is sent further than 32 km while there is anything nearer.
 */
export const rings: readonly Ring[] = [
  { radius: 500, enough: 1_000 },
  { radius: 1_000, enough: 32 },
  { radius: 2_000, enough: 32 },
  { radius: 4_000, enough: 32 },
  { radius: 8_000, enough: 20 },
  { radius: 16_000, enough: 12 },
  { radius: 32_000, enough: 1 },
  { radius: Number.POSITIVE_INFINITY, enough: 0 },
]

/**
 * The ring to look up first; it answers for the smaller ones too. What is said so seldom that all of it can be weighed at once needs
 * no place, what is said often is met close by, and where nothing is said everything is. `uses` is an upper bound of how many
 * findings can match.
 */
export const firstRing = (uses: number): number => {
  if (uses === Number.POSITIVE_INFINITY) return 0
  const radius = uses <= 300 ? Number.POSITIVE_INFINITY : uses <= 2_000 ? 4_000 : uses <= 20_000 ? 2_000 : 1_000
  return rings.findIndex((ring) => ring.radius === radius)
}

/**
 * The ring to look up next, when one did not hold enough: where as much is spread as evenly, so far that there will be. If it held
 * nothing, four times as far.
 */
export const nextRing = (ring: number, held: number): number => {
  const wanted = rings[ring + 1]!.enough
  const factor = held > 0 ? Math.sqrt(wanted / held) : 4
  const far = rings.findIndex(({ radius }) => radius >= rings[ring]!.radius * Math.min(factor, 4))
  return Math.max(ring + 1, far)
}

/** The keys to look up for any of some words: word@cell for the cells that cover the circle, everywhere the words alone. */
export const keysOf = (words: readonly string[], radius: number, near: Point | null): number[] => {
  if (!near || radius === Number.POSITIVE_INFINITY) return words.map((word) => hash(word))
  const cells = [...cellsNear(near, radius), ...(radius >= wideMetres ? [wide] : [])]
  return words.flatMap((word) => cells.map((cell) => hash(`${word}@${cell}`)))
}

const quoted = (lexeme: string, weights: string) =>
  `'${lexeme.replaceAll(/['\\]/gu, '')}'${weights ? `:${weights}` : ''}`

/**
 * As PostgreSQL's tsquery: `('food' & 'bank' | 'pantri') & 'sale'`, each lexeme only where it has one of `weights`. Phrases that were
 * only meant count where a record says what it is: «home» and «repair» somewhere in a long text are not home repair.
 */
export const tsqueryOf = (wanted: readonly Wanted[], weights = '', join: ' & ' | ' | ' = ' & '): string =>
  wanted
    .map(({ alternatives, said }) => {
      const isSaid = (lexemes: string[]) => said.some((one) => lexemes.every((lexeme) => one.includes(lexeme)))
      const where = (lexemes: string[]) => weights || (lexemes.length > 1 && !isSaid(lexemes) ? 'ABC' : '')
      const each = alternatives.map((all) => `(${all.map((lexeme) => quoted(lexeme, where(all))).join(' & ')})`)
      return `(${each.join(' | ')})`
    })
    .join(join)

/**
 * Nearest first, but a better match may stand before one that is a few streets nearer: each place where the words stand costs so
 * many metres more than the title. Thus fifty metres never beat a title, and a mention in passing next door equals a name a
 * mile away.
 */
export const detours: Record<Weight, number> = { A: 0, B: 150, C: 700, D: 1_500 }

/** For what does not say the words themselves but others that mean the same. */
export const meantDetour = 350

/** For what is known to be somewhere in a postcode district only: it must not stand before what is surely near. */
export const roughDetour = 1_500

/** For a record that should have been looked at again by now. */
export const overdueDetour = 400

/** Without a place to start from there are no streets to weigh it against: among what fits alike it stands last. */
export const overdueAnywhere = 100

/** Of what a word costs that is not met at all, so much where it stands in the summary or about the organisation, in the rest, and where another that means the same stands in its stead. */
export const partly = { B: 0.2, D: 0.45, meant: 0.1 }

/** For what has not all of the words, where any of them will do. */
export const notAllDetour = 1_000

/**
 * For each wanted word that a relaxed search did not meet: the rarer it is here, the more it tells («help» stands everywhere,
 * «dentist» hardly anywhere). From a fifth of the usual for a word in some ten thousand findings to nearly twice for one in a few.
 */
export const missingDetour = ({ uses, tells = 1 }: { uses: number; tells?: number }): number =>
  Math.round(2_500 * tells * Math.min(2, Math.max(0.2, 2 - (2 * Math.log(1 + uses)) / Math.log(30_000))))

/** At most so many are weighed against each other. */
export const mostWeighed = 5_000

/**
 * Of what is said more often than that, at most so many that have it in their titles; and if those are fewer than we count, as many
 * others.
 */
export const mostOften = 2_000

/** Without words and place so many rows are looked through first: all of a small community. */
export const sampled = 10_000

/** So many answers among them let us leave the rest unread: nothing was said that one could fit better than another. */
export const enoughSampled = 200
