import { carriesLink, differing, type Field, isYesNo, type Values } from '../editing/rules.ts'

/** Where a listing that is missing is; of one that is there the place says so itself. */
export type SuggestedField = Field | 'where'

export type Decision = { kind: 'accepted' } | { kind: 'changed'; to: string } | { kind: 'refused'; reason: Reason }

/** Why something is not taken over, in words that whoever suggested it can bear. */
export const reasons = ['notTrue', 'notSure', 'already', 'notHere'] as const
export type Reason = (typeof reasons)[number]

/** What is different from what stands there; ticks that nobody touched say nothing. */
export const proposals = (there: Values, given: Values): Values =>
  Object.fromEntries(differing(there, given).map((field) => [field, given[field]!]))

/** Sentences that carry an address on the web, of what is new: what already stood there is nobody's fault. */
export const linkedFields = (proposed: Values): Field[] =>
  (Object.keys(proposed) as Field[]).filter(
    (field) => !['url', 'email', 'hours'].includes(field) && carriesLink(proposed[field]!),
  )

/** The words of `given` that `there` has not, between those that both begin and end with: what a reviewer must read. */
export const freshPart = (there: string, given: string) => {
  const now = given.split(/(?<=\s)/u)
  const [old, words] = [there.split(/(?<=\s)/u), now].map((parts) => parts.map((part) => part.trim())) as [
    string[],
    string[],
  ]
  const most = Math.min(old.length, now.length)
  let begins = 0
  while (begins < most && old[begins] === words[begins]) begins++
  let ends = 0
  while (ends < most - begins && old.at(-1 - ends) === words.at(-1 - ends)) ends++
  const end = now.length - ends
  return {
    before: now.slice(0, begins).join(''),
    fresh: now.slice(begins, end).join(''),
    after: now.slice(end).join(''),
  }
}

/** Fields whose value a reviewer may word differently; hours and yes or no are taken or not. */
export const canBeReworded = (field: SuggestedField): boolean =>
  field === 'where' || !(isYesNo(field) || field === 'hours' || field === 'free' || field === 'status')
