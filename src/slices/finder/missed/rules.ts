import type { Where } from '#kernel/geo/gazetteer.ts'
import { fold } from '../fold/rules.ts'
import type { Found } from '../queries.ts'

/** A search that was answered poorly, as far as it may be kept. */
export interface Missed {
  words: string
  area: string
  outcome: 'nothing' | 'part'
}

/**
 * Words alone: whatever has a digit or a sign in it (a phone number, an address, a mailbox) is left out, and what was typed in one go
 * beyond ten words too: nobody's letter is kept.
 */
export const keptWords = (typed: string): string =>
  fold(typed)
    .split(/\s+/u)
    .map((word) => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
    .filter((word) => /^[\p{L}'-]{2,30}$/u.test(word))
    .slice(0, 10)
    .join(' ')
    .slice(0, 80)
    .trim()

/** A town or postcode district; of a postcode its district, of a position nothing. */
export const keptArea = (where: Where | null): string => {
  if (!where || where.kind === 'position') return ''
  return (where.kind === 'postcode' ? (where.name.split(' ')[0] ?? '') : where.name).slice(0, 60)
}

/** What of a search tells of a gap; null where it was answered well, or nothing of it may be kept. */
export const missedOf = ({ understood, where, without, total }: Found): Missed | null => {
  const words = keptWords(understood.q)
  if (!words || (total > 0 && without.words === 'all' && !without.filters.length)) return null
  const area = keptArea(where)
  return { words, area, outcome: total === 0 || without.words === 'none' ? 'nothing' : 'part' }
}
