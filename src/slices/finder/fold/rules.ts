/** What one query may hold at most: longer ones are cut, never refused. */
export const limits = { characters: 200, tokens: 18, tokenLength: 40, documentTokens: 600 }

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
