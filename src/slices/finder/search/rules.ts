import { cellsNear, cellsOf } from '#kernel/geo/cells.ts'
import type { Point } from '#kernel/geo/distance.ts'
import type { Finding } from '../tables.ts'
import type { Wanted, Weight } from '../words/rules.ts'

/** 32-bit FNV-1a. Two keys may share a hash: the index then offers a row too many, and the row's own words refuse it. */
export const hash = (key: string): number => {
  let value = 0x811c9dc5
  for (let at = 0; at < key.length; at++) value = Math.imul(value ^ key.charCodeAt(at), 0x01000193)
  return value | 0
}

/** Words that nobody types: `*` stands in everything, the others in what has the property, so that filters are look-ups too. */
const properties = (finding: Finding): string[] => [
  '*',
  `kind:${finding.kind}`,
  `subkind:${finding.subkind}`,
  ...(finding.free ? ['free:'] : []),
  ...(finding.stepFree ? ['step-free:'] : []),
]

/** The keys under which a finding lies in the index: each word alone, in its cell of each size, and in the title. */
export const reachOf = (finding: Finding, lexemes: ReadonlyMap<string, Weight>): number[] => {
  const { lat, lon } = finding
  const cells = lat === null || lon === null ? [] : cellsOf({ lat, lon })
  const keys = new Set<number>()
  for (const word of [...lexemes.keys(), ...properties(finding)]) {
    keys.add(hash(word))
    for (const cell of cells) keys.add(hash(`${word}@${cell}`))
  }
  for (const [lexeme, weight] of lexemes) if (weight === 'A') keys.add(hash(`title:${lexeme}`))
  return [...keys].sort((a, b) => a - b)
}

/** How far we look, in metres, nearest first; the last ring is everywhere. */
export const rings = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, Number.POSITIVE_INFINITY] as const

/** The keys to look up for any of some words in a ring: word@cell for the cells that cover it, in the last ring the words alone. */
export const keysOf = (words: readonly string[], ring: number, near: Point | null): number[] => {
  const radius = rings[ring]!
  if (!near || radius === Number.POSITIVE_INFINITY) return words.map(hash)
  const cells = cellsNear(near, radius)
  return words.flatMap((word) => cells.map((cell) => hash(`${word}@${cell}`)))
}

const quoted = (lexeme: string, weights: string) =>
  `'${lexeme.replaceAll(/['\\]/gu, '')}'${weights ? `:${weights}` : ''}`

/** As PostgreSQL's tsquery: `('food' & 'bank' | 'pantri') & 'sale'`, each lexeme only where it has one of `weights`. */
export const tsqueryOf = (wanted: readonly Wanted[], weights = '', join: ' & ' | ' | ' = ' & '): string =>
  wanted
    .map(({ alternatives }) => {
      const each = alternatives.map((lexemes) => `(${lexemes.map((lexeme) => quoted(lexeme, weights)).join(' & ')})`)
      return `(${each.join(' | ')})`
    })
    .join(join)

/**
 * Nearest first, but a better match may stand before one that is a few streets nearer: each place where the words stand costs so
 * many metres more than the title. Thus fifty metres never beat a title, and a mention in passing next door equals a name a
 * mile away.
 */
export const detours: Record<Weight, number> = { A: 0, B: 150, C: 700, D: 1_500 }

/** For each wanted word that a relaxed search did not meet. */
export const missingDetour = 2_500

/**
 * When do we stop looking further? Close by, when what we have adds up to eight good matches (in the title, by its organisation or
 * need), where four that only mention the words count as one; further away with less; and nobody is sent further than 32
 * kilometres while there is anything nearer.
 */
export const enough = { good: 4, mention: 1, sums: [32, 32, 32, 20, 12, 1] }

/** More are counted as «more than a thousand». */
export const mostCounted = 1_000

/** Without a place, at most so many are weighed against each other. */
export const mostWeighed = 5_000
