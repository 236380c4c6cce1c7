import { FindRequest } from '#slices/finder/fields.ts'
import { centres, series } from './seed.ts'

/** A word that people may type, and in how many findings it stands. */
export interface Word {
  word: string
  uses: number
}

/** What one kind of question asks, before its words and place are drawn. */
type Made = Partial<Record<'q' | 'near' | 'kind' | 'open' | 'free' | 'stepfree' | 'with' | 'age' | 'order', string>>

export interface Kind {
  name: string
  /** Of a hundred searches, about how many are such. */
  share: number
  ask: (draw: Draw) => Made
}

interface Draw {
  common: () => string
  middling: () => string
  rare: () => string
  near: () => string
}

/** Two letters change places, as hurried fingers have it. */
const slipped = (word: string) => word.slice(0, 2) + word[3] + word[2] + word.slice(4)

/** What people ask, from what is usual to what is hard on an index. */
export const kinds: Kind[] = [
  { name: 'a common word, near a place', share: 20, ask: ({ common, near }) => ({ q: common(), near: near() }) },
  {
    name: 'two words, near a place',
    share: 12,
    ask: ({ common, middling, near }) => ({ q: `${common()} ${middling()}`, near: near() }),
  },
  { name: 'a rare word, near a place', share: 8, ask: ({ rare, near }) => ({ q: rare(), near: near() }) },
  { name: 'a slip, near a place', share: 8, ask: ({ common, near }) => ({ q: slipped(common()), near: near() }) },
  { name: 'no word, near a place', share: 10, ask: ({ near }) => ({ near: near() }) },
  {
    name: 'a common word, near, open now',
    share: 8,
    ask: ({ common, near }) => ({ q: common(), near: near(), open: '1' }),
  },
  {
    name: 'a common word, near, free and step-free',
    share: 6,
    ask: ({ common, near }) => ({ q: common(), near: near(), free: '1', stepfree: '1' }),
  },
  {
    name: 'a kind and a need, near a place',
    share: 5,
    ask: ({ near }) => ({ near: near(), with: 'need:housing', kind: 'service' }),
  },
  {
    name: 'a common word, near, what opens first',
    share: 3,
    ask: ({ common, near }) => ({ q: common(), near: near(), order: 'open' }),
  },
  { name: 'a common word, no place', share: 8, ask: ({ common }) => ({ q: common() }) },
  { name: 'two words, no place', share: 4, ask: ({ common, middling }) => ({ q: `${common()} ${middling()}` }) },
  { name: 'a rare word, no place', share: 3, ask: ({ rare }) => ({ q: rare() }) },
  { name: 'no word, no place', share: 2, ask: () => ({}) },
  { name: 'free and open now, no place', share: 3, ask: () => ({ free: '1', open: '1' }) },
]

export interface Question {
  kind: string
  asked: FindRequest
}

const drawing = (words: readonly Word[], things: number, random: () => number): Draw => {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!
  const band = (from: number, to: number) => {
    const some = words.filter(({ uses }) => uses >= from * things && uses < to * things)
    return () => pick(some).word
  }
  const places = centres(200)
  return {
    common: band(0.02, 0.15),
    middling: band(0.002, 0.02),
    rare: band(Math.min(0.0001, 2 / things), 0.001),
    near: () => {
      const { lat, lon } = pick(places)
      return `${lat.toFixed(4)},${lon.toFixed(4)}`
    },
  }
}

/** So many questions of each kind, each list the same for the same words. */
export const questionsOf = (kind: Kind, count: number, words: readonly Word[], things: number): Question[] => {
  const typed = words.filter(({ word }) => /^[a-z]{5,}$/u.test(word))
  const draw = drawing(typed, things, series(kind.name.length + 17))
  return Array.from({ length: count }, () => ({ kind: kind.name, asked: FindRequest.parse(kind.ask(draw)) }))
}

/** Of all kinds as often as they are asked, well mixed. */
export const mixed = (count: number, words: readonly Word[], things: number): Question[] => {
  const all = kinds.map((kind) => questionsOf(kind, count, words, things))
  const random = series(5)
  const hat = kinds.flatMap(({ share }, which) => Array.from({ length: share }, () => which))
  return Array.from({ length: count }, (_, at) => all[hat[Math.floor(random() * hat.length)]!]![at]!)
}
