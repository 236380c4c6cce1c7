import { tokensOf } from '../fold/rules.ts'
import { fillers, whom } from '../phrasing/rules.ts'
import type { Finding } from '../tables.ts'

/** PostgreSQL's stemmers by language. What has none (or writes in a script of its own) is found by whole words. */
export const stemmers: Record<string, string> = {
  en: 'pg_catalog.english_stem',
  es: 'pg_catalog.spanish_stem',
  fr: 'pg_catalog.french_stem',
  pt: 'pg_catalog.portuguese_stem',
  de: 'pg_catalog.german_stem',
  it: 'pg_catalog.italian_stem',
  nl: 'pg_catalog.dutch_stem',
}

export const stemmerOf = (language: string): string =>
  stemmers[language.slice(0, 2).toLowerCase()] ?? 'pg_catalog.simple'

/** Where a word stands, strongest first: A title, B organisation and need, C summary, D the rest. */
export type Weight = 'A' | 'B' | 'C' | 'D'

/** «Play space near Abbotsfield Park» is no park. */
const besides = /(?<=\S) (?:near|cerca de|قرب) (?=\S)/iu

type FoundBy = Pick<
  Finding,
  'title' | 'organisation' | 'subkind' | 'taxonomy' | 'summary' | 'area' | 'words' | 'traits'
>

/** What it has, in words: whoever types «toilet» finds what has one, though no text says so. */
const equipment = (traits: readonly string[] | null | undefined) =>
  (traits ?? [])
    .flatMap((trait) => (trait.startsWith('has:') ? [trait.slice('has:'.length)] : []))
    .join(' ')
    .replaceAll(/[_-]/gu, ' ')

/** All texts of a finding by which it is found, with where they stand. */
const textsOf = (finding: FoundBy): [Weight, string][] => {
  const needs = [finding.subkind, ...finding.taxonomy].join(' ').replaceAll('_', ' ')
  const [name, ...beside] = finding.title.split(besides)
  return [
    ['A', name!],
    ['B', `${finding.organisation ?? ''} ${needs}`],
    ['C', finding.summary],
    ['D', `${beside.join(' ')} ${finding.area ?? ''} ${finding.words} ${equipment(finding.traits)}`],
  ]
}

/** Each word of a finding once, with the strongest place where it stands. */
export const weightedTokens = (finding: FoundBy): Map<string, Weight> => {
  const weighted = new Map<string, Weight>()
  for (const [weight, text] of textsOf(finding)) {
    for (const token of tokensOf(text)) if (!weighted.has(token)) weighted.set(token, weight)
  }
  return weighted
}

export interface Synonym {
  meaning: string
  language: string
  tokens: string[]
  lexemes: string[]
  /** As it is looked for here; null where nobody here says it. Its own lexemes unless said. */
  here?: string[] | null
  /** Is it looked for in the stead of the others, or only typed? */
  finds: boolean
}

/** What the community's words say about a query: see `knownAbout`. An empty lexeme is a word without meaning of its own. */
export interface Known {
  /** `here`: not false where the word is said here as that language bends it. */
  stems: { at: number; language: string; lexeme: string; here?: boolean }[]
  begun: string[]
  /** The likeliest first. `said`: the typed word stands somewhere too, though hardly anywhere; then both are looked for. */
  alike: { at: number; word: string; lexeme: string; said?: boolean }[]
  synonyms: Synonym[]
  uses: { lexeme: string; uses: number }[]
}

/** A word that nobody uses here, and the one that we took it for. */
export interface Slip {
  typed: string
  taken: string
}

/** One word or phrase of a query as everything that it may mean: any of the alternatives, each all of its lexemes. */
export interface Wanted {
  /** As it was typed. */
  typed: string
  alternatives: string[][]
  /** Those of them that were typed, not only meant. */
  said: string[][]
  /** How many findings say any of it, at most. */
  uses: number
  /** How much of the question it is, a plain word being 1: what we know to be a need is most of it, for whom it is less. */
  tells?: number
}

export interface Understood {
  wanted: Wanted[]
  /** All that is said is how it is asked: «things to do». */
  idle: boolean
  slips: Slip[]
}

interface Word {
  /** Which of the tokens it is. */
  at: number
  typed: string
  lexemes: string[]
  stems: Known['stems']
  /** How a question is put, not what it is about: left out unless it is part of a phrase, or all there is. */
  isFiller: boolean
  /** Nobody here says it: perhaps it is only half a word. */
  unsaid: boolean
}

const mostAlternatives = 40

/** How many letters must be put in, taken out, changed or swapped with the next to make one word of the other. */
const lettersApart = (a: string, b: string): number => {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) next[j] = Math.min(next[j]!, before[j - 2]! + 1)
    }
    before = row
    row = next
  }
  return row[b.length]!
}

/**
 * Nobody slips on the first letter, but for swapping it with the second; a short word that is one letter off is another word, and
 * puts a letter too many only twice the same.
 */
const isSlip = (typed: string, word: string): boolean => {
  if (typed[0] !== word[0] && !(typed[0] === word[1] && typed[1] === word[0])) return false
  const apart = lettersApart(typed, word)
  if (typed.length <= 6 && typed.length > word.length && !/(.)\1/u.test(typed)) return false
  if (typed.length <= 4)
    return apart === 1 && (typed.length !== word.length || [...typed].sort().join() === [...word].sort().join())
  return apart <= (typed.length <= 6 ? 1 : typed.length <= 9 ? 2 : 3)
}

/** Of the words like it, the one that takes the fewest slips. */
const slipOf = (typed: string, alike: Known['alike']) =>
  alike
    .filter(({ word }) => isSlip(typed, word))
    .map((like) => ({ like, apart: lettersApart(typed, like.word) }))
    .sort((a, b) => a.apart - b.apart)[0]?.like

/** «I am 70»: how many or how old, not what. */
const isNumber = /^\p{N}+$/u

/** The words that carry meaning. A stop word of any language that the person may speak says nothing; if nothing else is said, nothing is. */
const meaningful = (
  tokens: readonly string[],
  known: Known,
  speaks: readonly string[],
): { words: Word[]; slips: Slip[] } => {
  const uses = new Map(known.uses.map(({ lexeme, uses }) => [lexeme, uses]))
  const slips: Slip[] = []
  const words = tokens.flatMap((typed, at): Word[] => {
    const stems = known.stems.filter((stem) => stem.at === at)
    if (stems.some(({ lexeme, language }) => lexeme === '' && speaks.includes(language))) return []
    const own = stems.flatMap(({ lexeme, language, here = true }) =>
      lexeme && here && speaks.includes(language) ? [lexeme] : [],
    )
    const lexemes = [...new Set([...own, typed])]
    const isFiller = fillers.has(typed) || isNumber.test(typed)
    const slip = isFiller
      ? undefined
      : slipOf(
          typed,
          known.alike.filter((like) => like.at === at),
        )
    if (!slip) return [{ at, typed, lexemes, stems, isFiller, unsaid: !lexemes.some((lexeme) => uses.has(lexeme)) }]
    if (slip.said)
      return [{ at, typed, lexemes: [...new Set([...lexemes, slip.lexeme])], stems, isFiller, unsaid: false }]
    slips.push({ typed, taken: slip.word })
    return [
      { at, typed: slip.word, lexemes: [slip.lexeme], stems: [], isFiller: fillers.has(slip.word), unsaid: false },
    ]
  })
  return { words, slips }
}

/** Shorter words of a language that the person does not write in count as they stand: «cant» is not «cantar». */
const shortest = 6

interface AskedIn {
  tokens: readonly string[]
  speaks: readonly string[]
}

/**
 * A stem counts in its own language: «company» is not «compañía», though they have the same. Of a slip we know no language. What
 * everybody says who asks counts only as it stands: who says «ayuda» does not say «ayudar».
 */
const isSaid = (
  { typed, lexemes, stems, isFiller }: Word,
  lexeme: string,
  { language, tokens }: Synonym,
  { speaks }: AskedIn,
) => {
  if (isFiller && !tokens.includes(typed)) return false
  const own = stems.filter((stem) => stemmerOf(stem.language) === stemmerOf(language))
  const isOurs = speaks.includes(language) || typed.length >= shortest || tokens.includes(typed)
  return own.length ? isOurs && own.some((stem) => stem.lexeme === lexeme) : lexemes.includes(lexeme)
}

/** Of «not eating» little words leave {eat}: such a phrase counts only word for word. */
const isWhole = ({ at }: Word, { tokens, lexemes }: Synonym, asked: AskedIn) =>
  lexemes.length > 1 ||
  tokens.length === 1 ||
  tokens.some((_, before) => tokens.every((token, next) => asked.tokens[at - before + next] === token))

/** Words that say a phrase, and how many were gone through for it. */
interface Saying {
  own: Word[]
  length: number
}

/**
 * What says nothing of its own may stand within a phrase: «become a US citizen» becomes a citizen. Written in one it is the same:
 * «foodstamps».
 */
const sayingOf = (words: Word[], phrase: Synonym, asked: AskedIn): Saying | null => {
  const own: Word[] = []
  if (words[0]!.typed === phrase.tokens.join('')) return { own: words.slice(0, 1), length: 1 }
  if (!isWhole(words[0]!, phrase, asked)) return null
  for (const [at, word] of words.entries()) {
    if (isSaid(word, phrase.lexemes[own.length]!, phrase, asked)) own.push(word)
    else if (!own.length || !word.isFiller) return null
    if (own.length === phrase.lexemes.length) return { own, length: at + 1 }
  }
  return null
}

/** The longest phrases with which the words begin, the closest together first, and what they mean; else the first word alone. */
const phrasesAt = (words: Word[], synonyms: Synonym[], asked: AskedIn) => {
  const said = synonyms.flatMap(({ meaning, ...phrase }) => {
    const saying = sayingOf(words, { meaning, ...phrase }, asked)
    return saying ? [{ ...saying, meaning }] : []
  })
  const [best = { own: words.slice(0, 1), length: 1 }] = said.sort(
    (a, b) => b.own.length - a.own.length || a.length - b.length,
  )
  const same = said.filter(({ own, length }) => own.length === best.own.length && length === best.length)
  return { ...best, meanings: new Set(same.map(({ meaning }) => meaning)) }
}

/** A need that we know tells most of a question, for whom it is least. */
const tellsOf = (own: Word[], isKnown: boolean): number => {
  if (own.every(({ typed }) => whom.has(typed))) return 0.6
  return isKnown ? 1.8 : 1
}

/** Alternatives that can be met at all, each with its rarest lexeme first; the first as typed, met or not. */
const meetable = (alternatives: string[][], known: Known): string[][] => {
  const uses = new Map(known.uses.map(({ lexeme, uses }) => [lexeme, uses]))
  const some = alternatives.filter((lexemes) => lexemes.every((lexeme) => uses.has(lexeme)))
  const unique = new Map(
    (some.length ? some : alternatives.slice(0, 1)).map((lexemes) => [[...lexemes].sort().join(' '), lexemes]),
  )
  return [...unique.values()]
    .slice(0, mostAlternatives)
    .map((lexemes) => [...lexemes].sort((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0)))
}

const usesOf = (alternatives: string[][], known: Known): number => {
  const uses = new Map(known.uses.map(({ lexeme, uses }) => [lexeme, uses]))
  return alternatives.reduce((sum, [rarest]) => sum + (uses.get(rarest!) ?? 0), 0)
}

/** Every way to take one lexeme for each word: most words have one or two. */
const combinations = (words: Word[]): string[][] =>
  words.reduce<string[][]>(
    (all, { lexemes }) => all.flatMap((one) => lexemes.map((lexeme) => [...one, lexeme])).slice(0, 8),
    [[]],
  )

/**
 * The languages that somebody writes in, besides those that we know of: two little words of one (con, la) that are none in the others
 * are no chance, nor is one beside a word that we know in that language (clases de).
 */
const alsoSpoken = (tokens: readonly string[], { stems, synonyms }: Known, speaks: readonly string[]): string[] => {
  const little = (at: number, languages: readonly string[]) =>
    stems.some((stem) => stem.at === at && stem.lexeme === '' && languages.includes(stem.language))
  const isKnownIn = (token: string, language: string) =>
    token.length >= 4 && synonyms.some((phrase) => phrase.language === language && phrase.tokens.includes(token))
  const others = [...new Set(stems.map(({ language }) => language))].filter((language) => !speaks.includes(language))
  return others.filter((language) => {
    const littleOnes = tokens.filter((_, at) => little(at, [language]) && !little(at, speaks)).length
    return littleOnes >= 2 || (littleOnes === 1 && tokens.some((token) => isKnownIn(token, language)))
  })
}

interface Read extends Wanted {
  isFiller: boolean
}

/** What was meant by the words, as far as the community's own words tell: phrases with all that means the same, half words, slips. */
export const understand = (tokens: readonly string[], known: Known, speaks: readonly string[]): Understood => {
  const languages = [...speaks, ...alsoSpoken(tokens, known, speaks)]
  const { words, slips } = meaningful(tokens, known, languages)
  const read: Read[] = []
  for (let at = 0; at < words.length; ) {
    const { own, length, meanings } = phrasesAt(words.slice(at), known.synonyms, { tokens, speaks: languages })
    const same = known.synonyms
      .filter(({ meaning, finds }) => finds && meanings.has(meaning))
      .flatMap(({ lexemes, here = lexemes }) => (here ? [here] : []))
    const isLast = at + length === words.length && words.at(-1)!.typed === tokens.at(-1)
    const begun = isLast && !same.length && own[0]!.unsaid ? known.begun.map((lexeme) => [lexeme]) : []
    const said = [...combinations(own), ...begun]
    const alternatives = meetable([...said, ...same], known)
    const isFiller = own.length === 1 && own[0]!.isFiller && !meanings.size
    const typed = own.map(({ typed }) => typed).join(' ')
    const tells = tellsOf(own, meanings.size > 0)
    read.push({ typed, alternatives, said, uses: usesOf(alternatives, known), tells, isFiller })
    at += length
  }
  return { wanted: wantedOf(read), idle: read.every(({ isFiller }) => isFiller), slips }
}

/** In a long story so many things are looked for, what tells most. */
const mostWanted = 8

/** How it is asked says something only where nothing else is said. */
const wantedOf = (read: Read[]): Wanted[] => {
  const telling = read.filter(({ isFiller }) => !isFiller)
  const all = (telling.length ? telling : read).map(({ isFiller: _, ...wanted }) => wanted)
  const most = new Set(
    all.toSorted((a, b) => Number(b.uses > 0) - Number(a.uses > 0) || b.tells! - a.tells!).slice(0, mostWanted),
  )
  return all.filter((one) => most.has(one))
}
