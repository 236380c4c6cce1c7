/** How one can answer without writing. Few, and none that hurts. */
export const reactions = ['thanks', 'same', 'thinking', 'idea', 'in'] as const
export type Reaction = (typeof reactions)[number]

/** When letters about a group come: each post at once, each morning, only where one is called by name, never. */
export const letterChoices = ['at_once', 'daily', 'mentions', 'never'] as const
export type Letters = (typeof letterChoices)[number]

/** What is said in circles and support groups never leaves by mail: letters say only that there is something. */
export const isDiscreet = ({ confidential, anonymous }: { confidential: boolean; anonymous: boolean }): boolean =>
  confidential || anonymous

/** Where letters say nothing, they are in no digest either. */
export const choicesFor = (discreet: boolean): readonly Letters[] =>
  discreet ? ['at_once', 'mentions', 'never'] : letterChoices

export const usualChoice = (discreet: boolean): Letters => (discreet ? 'mentions' : 'daily')

const minute = 60_000

/** Own words can be put right for an hour; later others have answered them. */
export const editableFor = 60 * minute

interface OwnPost {
  madeAt: Date
  deletedAt: Date | null
}

export const mayStillEdit = ({ madeAt, deletedAt }: OwnPost, now: Date): boolean =>
  deletedAt === null && now.getTime() - madeAt.getTime() <= editableFor

/** Words that their writer deleted are kept sealed for so many days, in case they are evidence of harm. */
export const sealedDays = 30

/** A text in so many letters at most, cut between words, for a letter. */
export const shortened = (text: string, length: number): string => {
  if (text.length <= length) return text
  const at = text.slice(0, length).lastIndexOf(' ')
  return `${text.slice(0, at > length / 2 ? at : length).replace(/[\uD800-\uDBFF]$/u, '')} …`
}

/** Longer posts show their beginning; the rest opens. In UTF-16 units. */
export const foldAfter = 1_200

const spaceNear = (text: string, at: number) => {
  const space = text.slice(0, at).search(/\s\S*$/u)
  return space > at * 0.8 ? space : at
}

/** A long text in its beginning and its rest, cut between words and never within a character. */
export const folded = (text: string): { start: string; rest: string } => {
  if (text.length <= foldAfter * 1.25) return { start: text, rest: '' }
  const at = spaceNear(text, foldAfter)
  const safe = /[\uD800-\uDBFF]/u.test(text[at - 1] ?? '') ? at - 1 : at
  return { start: text.slice(0, safe), rest: text.slice(safe).trimStart() }
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&')

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/**
 * Whom a text calls by «@name», of those whom its writer may see. The longest name wins, so that «@Ann Lee» is not also Ann; a name
 * that two people have calls both, for nobody can tell them apart by it.
 */
export const calledIn = (text: string, people: readonly { id: string; name: string }[]): string[] => {
  let left = plain(text)
  const called = new Set<string>()
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length)
  const names = [...new Set(byLength.map(({ name }) => plain(name)))].filter(Boolean)
  for (const name of names) {
    const pattern = new RegExp(`@${literal(name)}(?![\\p{L}\\p{N}])`, 'gu')
    if (!pattern.test(left)) continue
    left = left.replace(pattern, ' ')
    for (const person of people) if (plain(person.name) === name) called.add(person.id)
  }
  return [...called]
}

/** Exact time tells who was awake when: in a confidential circle only the day is shown. */
export const shownPrecision = (confidential: boolean): 'day' | 'minute' => (confidential ? 'day' : 'minute')

const tones = ['pine', 'marigold', 'plum', 'sky', 'clay'] as const
export type FaceTone = (typeof tones)[number]

/** The same colour for the same name, so that one finds a voice again in a long talk. */
export const toneOf = (name: string): FaceTone =>
  tones[[...name].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % tones.length]!

/** The letter that stands for somebody. */
export const initialOf = (name: string): string => ([...name.trim()][0] ?? '·').toLocaleUpperCase()

/** Seconds that somebody still has to wait where a thread or group is slowed. */
export const waitLeft = (lastAt: Date | null, slowSeconds: number | null, now: Date): number =>
  lastAt && slowSeconds ? Math.max(0, Math.ceil(slowSeconds - (now.getTime() - lastAt.getTime()) / 1000)) : 0

/** Between two replies others may have written: only the first of a person's posts is held back from mail. */
export const isNewcomer = (earlierApproved: number): boolean => earlierApproved === 0

export type Posting =
  | { kind: 'posted'; postId: string; threadId: string | null; held: boolean }
  | { kind: 'locked' }
  | { kind: 'slow'; seconds: number }
