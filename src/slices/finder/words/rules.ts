import type { Finding } from '../tables.ts'

/** What one query may hold at most: longer ones are cut, never refused. */
export const limits = { characters: 200, tokens: 10, tokenLength: 40, documentTokens: 600 }

/**
 * Letters as they are compared: without case, accents, full-width forms and the spellings of Arabic that people leave out or
 * mix (hamza, taa marbuta, alef maksura, vowel marks, tatweel).
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '')
    .toLowerCase()
    .replace(/[’‘ʼ]/gu, "'")
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')

/** Scripts that put no spaces between words are cut by the system's dictionary. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Khmer}\p{sc=Lao}\p{sc=Myanmar}]/u
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

const wordPattern = /[\p{L}\p{N}]+(?:'\p{L}+)*/gu

/** `mum's` is about mum, `don't` one word; the Arabic article is no part of the word. */
const bare = (word: string) =>
  word
    .replace(/'s$/u, '')
    .replaceAll("'", '')
    .replace(/^و?ال(?=\p{L}{3})/u, '')

/** The words of a text in their order, folded; at most `most`. Any text will do: what is no letter or digit only separates. */
export const tokensOf = (text: string, most: number = limits.documentTokens): string[] => {
  const tokens: string[] = []
  for (const [match] of fold(text).matchAll(wordPattern)) {
    const parts = unspaced.test(match) ? [...segmenter.segment(match)].map(({ segment }) => segment) : [match]
    for (const part of parts) {
      const token = bare(part).slice(0, limits.tokenLength)
      if (token) tokens.push(token)
      if (tokens.length === most) return tokens
    }
  }
  return tokens
}

/** The words of what somebody typed: cut to what one can mean at a time. */
export const queryTokens = (typed: string): string[] => tokensOf(typed.slice(0, limits.characters), limits.tokens)

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

/** Each word of a finding once, with the strongest place where it stands. */
export const weightedTokens = (finding: Finding): Map<string, Weight> => {
  const needs = [finding.subkind, ...finding.taxonomy].join(' ').replaceAll('_', ' ')
  const [name, ...beside] = finding.title.split(besides)
  const texts: [Weight, string][] = [
    ['A', name!],
    ['B', `${finding.organisation ?? ''} ${needs}`],
    ['C', finding.summary],
    ['D', `${beside.join(' ')} ${finding.area ?? ''} ${finding.words}`],
  ]
  const weighted = new Map<string, Weight>()
  for (const [weight, text] of texts) {
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
}

export interface Understood {
  wanted: Wanted[]
  slips: Slip[]
}

interface Word {
  typed: string
  lexemes: string[]
  stems: Known['stems']
  /** How a question is put, not what it is about: left out unless it is part of a phrase, or all there is. */
  isFiller: boolean
  /** Nobody here says it: perhaps it is only half a word. */
  unsaid: boolean
}

const mostAlternatives = 40

/** Words by which people ask, in the languages that they ask in: they do not tell what is looked for. */
const fillers = new Set(
  tokensOf(`
  i im ive id me my we our us you your need needs needed needing want wants wanting wanna gotta get gets getting find finds finding look looks looking
  search searching help helps helping please pls plz near nearby nearest close around free freely something somewhere anything anywhere anyone any
  anybody someone somebody some way ways place places thing things stuff info information good best cheap cheapest local area today tonight tomorrow
  now asap urgent urgently cant cannot couldnt wont dont doesnt didnt whats wheres hows who where what how when can could would pay paying paid afford
  give gives giving offer offers offering go going gone come us take takes taking make know tell ask asking person people group groups program programs programme
  programmes service services office offices agency available apply applying assist assistance support like really just still very own new
  mum mums mom moms mother mothers dad dads father son sons daughter daughters husband wife boyfriend girlfriend brother sister wants live living
  located location address number phone visit open opens opening hours times
  necesito nesesito nececito necesita necesitamos necesitan quiero quisiera busco buscar buscando ayuda ayudas ayudar ayudame ayudenme conseguir
  encontrar donde gratis gratuito gratuita gratuitos gratuitas barato barata lugar lugares hoy favor puedo puede pueden pagar programa programas
  servicio servicios van voy hijo hija hijos mama papa esposo esposa marido tengo ahora urgente
  اريد احتاج ابحث اين مساعده مجاني مجانا مجانيه قريب عن الي اريدكم انا
  mwen bezwen vle chache kote jwenn gratis pou ed tanpri`),
)

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
    const isFiller = fillers.has(typed)
    const slip = isFiller
      ? undefined
      : slipOf(
          typed,
          known.alike.filter((like) => like.at === at),
        )
    if (!slip) return [{ typed, lexemes, stems, isFiller, unsaid: !lexemes.some((lexeme) => uses.has(lexeme)) }]
    if (slip.said) return [{ typed, lexemes: [...new Set([...lexemes, slip.lexeme])], stems, isFiller, unsaid: false }]
    slips.push({ typed, taken: slip.word })
    return [{ typed: slip.word, lexemes: [slip.lexeme], stems: [], isFiller: fillers.has(slip.word), unsaid: false }]
  })
  return { words, slips }
}

/** Shorter words of a language that the person does not write in count as they stand: «cant» is not «cantar». */
const shortest = 6

/** A stem counts in its own language: «company» is not «compañía», though they have the same. Of a slip we know no language. */
const isSaid = (
  { typed, lexemes, stems }: Word,
  lexeme: string,
  { language, tokens }: Synonym,
  speaks: readonly string[],
) => {
  const own = stems.filter((stem) => stemmerOf(stem.language) === stemmerOf(language))
  const isOurs = speaks.includes(language) || typed.length >= shortest || tokens.includes(typed)
  return own.length ? isOurs && own.some((stem) => stem.lexeme === lexeme) : lexemes.includes(lexeme)
}

/** Of «getting about» only {get} is left, which everybody says who asks for anything. */
const isLeftOver = ([word]: Word[], { tokens, lexemes }: Synonym) =>
  tokens.length > 1 && lexemes.length === 1 && word?.isFiller

const says = (words: Word[], phrase: Synonym, speaks: readonly string[]) =>
  phrase.lexemes.length <= words.length &&
  !isLeftOver(words, phrase) &&
  phrase.lexemes.every((lexeme, at) => isSaid(words[at]!, lexeme, phrase, speaks))

/** The longest phrases with which the words begin, and how many words they take. */
const phrasesAt = (words: Word[], synonyms: Synonym[], speaks: readonly string[]) => {
  const said = synonyms.filter((phrase) => says(words, phrase, speaks))
  const length = Math.max(1, ...said.map(({ lexemes }) => lexemes.length))
  return {
    length,
    meanings: new Set(said.filter(({ lexemes }) => lexemes.length === length).map(({ meaning }) => meaning)),
  }
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
    const { length, meanings } = phrasesAt(words.slice(at), known.synonyms, languages)
    const own = words.slice(at, at + length)
    const same = known.synonyms
      .filter(({ meaning, finds }) => finds && meanings.has(meaning))
      .flatMap(({ lexemes, here = lexemes }) => (here ? [here] : []))
    const isLast = at + length === words.length && words.at(-1)!.typed === tokens.at(-1)
    const begun = isLast && !same.length && own[0]!.unsaid ? known.begun.map((lexeme) => [lexeme]) : []
    const said = [...combinations(own), ...begun]
    const alternatives = meetable([...said, ...same], known)
    const isFiller = own.length === 1 && own[0]!.isFiller && !meanings.size
    const typed = own.map(({ typed }) => typed).join(' ')
    read.push({ typed, alternatives, said, uses: usesOf(alternatives, known), isFiller })
    at += length
  }
  return { wanted: wantedOf(read), slips }
}

/** How it is asked says something only where nothing else is said. */
const wantedOf = (read: Read[]): Wanted[] => {
  const telling = read.filter(({ isFiller }) => !isFiller)
  return (telling.length ? telling : read).map(({ isFiller: _, ...wanted }) => wanted)
}
