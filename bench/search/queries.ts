import type { Point } from '#kernel/geo/distance.ts'
import type { Search } from '#slices/finder/search/queries.ts'
import { centres, series } from './seed.ts'

/** A word's stem and in how many findings it stands. */
export interface Lexeme {
  lexeme: string
  uses: number
}

const filters = ['kind', 'openAt', 'free', 'stepFree'] as const

/**
 * What people ask: one to three words, common (in 2 to 15 % of all findings), middling and rare ones, around two hundred centres,
 * two of five searches with filters.
 */
export const questions = (count: number, lexemes: readonly Lexeme[], things: number, now: Date): Search[] => {
  const random = series(3)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!
  const between = (from: number, to: number) =>
    lexemes.filter(({ uses }) => uses >= from * things && uses < to * things)
  const bands = [between(0.02, 0.15), between(0.002, 0.02), between(0.0001, 0.002)]
  const places: Point[] = centres(200)
  const word = () => {
    const drawn = random()
    const { lexeme, uses } = pick(bands[drawn < 0.4 ? 0 : drawn < 0.75 ? 1 : 2]!)
    return { typed: lexeme, alternatives: [[lexeme]], said: [[lexeme]], uses }
  }
  return Array.from({ length: count }, () => {
    const filter = random() < 0.4 ? pick(filters) : null
    return {
      wanted: Array.from({ length: pick([1, 1, 1, 2, 2, 3]) }, word),
      near: pick(places),
      kind: filter === 'kind' ? pick(['service', 'place', 'organisation']) : null,
      openAt: filter === 'openAt' ? now : null,
      free: filter === 'free',
      stepFree: filter === 'stepFree',
      relaxed: false,
      traits: [],
      age: null,
      order: 'near' as const,
      now: new Date(),
      counted: false,
      offset: 0,
      limit: 20,
    }
  })
}
