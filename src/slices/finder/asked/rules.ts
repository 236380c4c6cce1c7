import { fold } from '../fold/rules.ts'

/** What may be the name of a place within a question, and the question without it. */
export interface PlaceSaid {
  name: string
  rest: string
  /** A little word says so («in Sale»), or it is a postcode: then any place that we know will do, else only a town. */
  sure: boolean
}

/** A question taken apart: what is looked for, and what is said besides. */
export interface Spoken {
  q: string
  /** «open now» */
  open: boolean
  /** «step-free» */
  stepfree: boolean
  /** «near me» */
  nearMe: boolean
  /** The likeliest first. */
  places: PlaceSaid[]
}

const phrases = (text: string): string[][] =>
  text
    .split(',')
    .map((phrase) => phrase.trim().split(' '))
    .sort((a, b) => b.length - a.length)

const nearMe = phrases(
  `near me, near to me, nearby, near by, close to me, close by, around me, around here, near here, near my house, near my home, in my area,
  round here, where i live, near us, cerca de mi, cerca de mi casa, cerca de aqui, aqui cerca, por aqui, en mi zona, en mi area, cerca,
  قريب مني, قريبه مني, بالقرب مني, بالقرب من هنا, القريب مني, قريب من هنا, قربي, bo lakay mwen, toupre mwen, pre lakay mwen`,
)
const openNow = phrases(
  `that is open now, thats open now, which is open now, open right now, open now, still open, abierto ahora, abierta ahora, abiertos ahora,
  abiertas ahora, مفتوح الان, مفتوحه الان, ouve kounye a`,
)
const stepFree = phrases(
  `step free, stepfree, with no steps, without steps, wheelchair accessible, wheelchair access, with wheelchair access, sin escalones, sin barreras,
  accesible en silla de ruedas, accesible`,
)
const where = phrases(
  'in, near, near to, around, at, close to, next to, within, en, cerca de, في, قرب, بالقرب من, قريب من, nan, toupre',
)
/** `M33`, `M33 7`, `M33 7WR`, `33130`: whoever types one means the place. */
const postcode = /^(?:[a-z]{1,2}\d[a-z\d]?(?: ?\d(?:[a-z]{2})?)?|\d{5})$/u

interface Word {
  typed: string
  folded: string
}

const wordsOf = (typed: string): Word[] =>
  typed
    .replace(/\bstep-free\b/giu, 'step free')
    .split(/\s+/u)
    .filter(Boolean)
    .map((word) => ({
      typed: word,
      folded: fold(word)
        .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
        .replaceAll("'", ''),
    }))

const startsAt = (words: readonly Word[], at: number, phrase: readonly string[]) =>
  phrase.every((word, next) => words[at + next]?.folded === word)

/** How many words of one of the phrases stand there; the longest phrase, none is nought. */
const lengthAt = (words: readonly Word[], at: number, some: readonly string[][]) =>
  some.find((phrase) => startsAt(words, at, phrase))?.length ?? 0

const without = (words: readonly Word[], from: number, to: number) => [...words.slice(0, from), ...words.slice(to)]

/** Takes out the first of the phrases that is said; null where none is. */
const takenOut = (words: readonly Word[], some: readonly string[][]): Word[] | null => {
  const at = words.findIndex((_, at) => lengthAt(words, at, some) > 0)
  return at < 0 ? null : without(words, at, at + lengthAt(words, at, some))
}

const text = (words: readonly Word[]) => words.map(({ typed }) => typed).join(' ')

/** In a longer text nobody's place is told from other words. */
const longest = 15

/** Names of places have up to so many words. */
const mostWords = 3

const placeAt = (
  words: readonly Word[],
  from: number,
  to: number,
  { begins = from, sure }: { begins?: number; sure: boolean },
): PlaceSaid => ({
  name: words
    .slice(from, to)
    .map(({ folded }) => folded)
    .join(' '),
  rest: text(without(words, begins, to)).replace(/[\s,;.?!]+$/u, ''),
  sure,
})

const lengths = (most: number) =>
  Array.from({ length: Math.max(0, Math.min(mostWords, most)) }, (_, less) => Math.min(mostWords, most) - less)

/** The little word before it goes with it: «food in Sale for children» is food for children. */
const afterLittleWords = (words: readonly Word[]): PlaceSaid[] =>
  words.flatMap((_, begins) => {
    const little = lengthAt(words, begins, where)
    const from = begins + little
    return little
      ? lengths(words.length - from).map((length) => placeAt(words, from, from + length, { begins, sure: true }))
      : []
  })

const postcodes = (words: readonly Word[]): PlaceSaid[] =>
  words.flatMap((_, from) =>
    lengths(Math.min(2, words.length - from))
      .map((length) => placeAt(words, from, from + length, { sure: true }))
      .filter(({ name }) => postcode.test(name)),
  )

/** Without a little word a town stands first or last: in the midst it is part of a name. */
const atTheEnds = (words: readonly Word[]): PlaceSaid[] =>
  lengths(words.length).flatMap((length) => [
    placeAt(words, words.length - length, words.length, { sure: false }),
    placeAt(words, 0, length, { sure: false }),
  ])

/** In quotation marks everything is looked for as it stands. */
const isQuoted = (typed: string) => /["“”«»]/u.test(typed)

/** What a question says besides what is looked for: where, near whom, and that it must be open now. */
export const spokenIn = (typed: string): Spoken => {
  const nothing = { q: typed, open: false, stepfree: false, nearMe: false, places: [] }
  if (isQuoted(typed)) return nothing
  const all = wordsOf(typed)
  const afterOpen = takenOut(all, openNow)
  const afterSteps = takenOut(afterOpen ?? all, stepFree)
  const afterMe = takenOut(afterSteps ?? afterOpen ?? all, nearMe)
  const words = afterMe ?? afterSteps ?? afterOpen ?? all
  return {
    q: words === all ? typed : text(words),
    open: afterOpen !== null,
    stepfree: afterSteps !== null,
    nearMe: afterMe !== null,
    places:
      afterMe || words.length > longest ? [] : [...postcodes(words), ...afterLittleWords(words), ...atTheEnds(words)],
  }
}
