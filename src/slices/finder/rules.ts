import type { FindRequest } from './fields.ts'

/** What narrows a search besides words and place, in the order in which we give it up when nothing is found. */
export type Filter = 'open' | 'free' | 'stepfree' | 'with' | 'age' | 'kind'

/** What a search left out: all words asked for; few things say all, so that those with some follow; any of them; or none; and filters. */
export interface Attempt {
  words: 'all' | 'few' | 'any' | 'none'
  filters: readonly Filter[]
}

interface Asked {
  /** How many words or phrases. */
  words: number
  filters: readonly Filter[]
  placed: boolean
}

/**
 * What we try in turn until something is found, so that nobody is sent away empty: what was asked for; the same with one filter less
 * (who comes tomorrow needs no door that is open now; steps cannot be waited away); without any filter; any of the words; and at
 * last what else is near.
 */
export const attempts = ({ words, filters, placed }: Asked): Attempt[] => {
  const tried = (what: Attempt['words'], ...without: Filter[]): Attempt => ({ words: what, filters: without })
  return [
    tried('all'),
    ...filters.map((filter) => tried('all', filter)),
    ...(filters.length > 1 ? [tried('all', ...filters)] : []),
    ...(words > 1 ? [tried('any')] : []),
    ...(words > 1 && filters.length ? [tried('any', ...filters)] : []),
    ...(words && (placed || filters.length) ? [tried('none')] : []),
    ...(words && placed && filters.length ? [tried('none', ...filters)] : []),
  ]
}

/** Whoever asks in a whole sentence uses words that no listing says: fewer answers than these are followed by such as say some of them. */
export const fewAnswers = 5

/** The same search with what its words said about where, when and steps standing in its own fields. */
export const asUnderstood = <T extends object>(
  asked: T,
  said: { q: string; near: string; open: boolean; stepfree: boolean },
) => {
  const { q, near, open, stepfree } = said
  return { ...asked, q, near, open, stepfree }
}

/** The same search without the filters that had to be given up to find anything: what else is chosen narrows what is shown. */
export const asApplied = (asked: FindRequest, dropped: readonly Filter[]): FindRequest => ({
  ...asked,
  open: asked.open && !dropped.includes('open'),
  free: asked.free && !dropped.includes('free'),
  stepfree: asked.stepfree && !dropped.includes('stepfree'),
  with: dropped.includes('with') ? [] : asked.with,
  age: dropped.includes('age') ? null : asked.age,
  kind: dropped.includes('kind') ? '' : asked.kind,
})

/** The address of a search: only what is asked for stands in it. */
export const findPath = (asked: Partial<FindRequest>): string => {
  const query = new URLSearchParams()
  const { q, near, kind, open, free, stepfree, age, order, page, limit } = asked
  if (q) query.set('q', q)
  if (near) query.set('near', near)
  if (kind) query.set('kind', kind)
  if (open) query.set('open', '1')
  if (free) query.set('free', '1')
  if (stepfree) query.set('stepfree', '1')
  for (const trait of asked.with ?? []) query.append('with', trait)
  if (typeof age === 'number') query.set('age', String(age))
  if (order && order !== 'near') query.set('order', order)
  if (limit && limit !== 20) query.set('limit', String(limit))
  if (page && page > 1) query.set('page', String(page))
  return query.size ? `/find?${query}` : '/find'
}
