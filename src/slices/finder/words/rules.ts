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

/** Each word of a finding once, with the strongest place where it stands. */
export const weightedTokens = (finding: Finding): Map<string, Weight> => {
  const needs = [finding.subkind, ...finding.taxonomy].join(' ').replaceAll('_', ' ')
  const texts: [Weight, string][] = [
    ['A', finding.title],
    ['B', `${finding.organisation ?? ''} ${needs}`],
    ['C', finding.summary],
    ['D', `${finding.area ?? ''} ${finding.words}`],
  ]
  const weighted = new Map<string, Weight>()
  for (const [weight, text] of texts) {
    for (const token of tokensOf(text)) if (!weighted.has(token)) weighted.set(token, weight)
  }
  return weighted
}
