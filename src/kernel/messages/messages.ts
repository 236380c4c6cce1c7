import IntlMessageFormat from 'intl-messageformat'

/** The languages that every sentence of ours exists in. A community may offer fewer. */
export const languages = ['en', 'es', 'ar'] as const
export type Language = (typeof languages)[number] | 'en-XA'

/** Each language by its own name, as it stands in the language switch. */
export const languageNames: Record<(typeof languages)[number], string> = { en: 'English', es: 'Español', ar: 'العربية' }

export const direction = (language: string): 'ltr' | 'rtl' => (/^(ar|fa|he|ur)\b/u.test(language) ? 'rtl' : 'ltr')

/** Words of one script within a sentence of another: their stops and brackets stay with them. For plain text, where no `<bdi>` is. */
export const isolated = (language: string, words: string): string =>
  direction(language) === 'rtl' ? `\u2068${words}\u2069` : words

export type Values = Record<string, string | number | boolean | Date | null | undefined>

/** A translator that knows which sentences exist: `t('openTill', { time })`. An unknown key does not compile. */
export type T<Key extends string = string> = (key: Key, values?: Values) => string

/** One language of one slice: key → ICU message. */
export type Sentences<Key extends string = string> = Record<Key, string>

/** A slice's sentences in every language; `{ en, es, ar }` with the same keys, which the type demands. */
export type Catalogue<Key extends string = string> = Record<(typeof languages)[number], Sentences<Key>>

const compiled = new Map<string, IntlMessageFormat>()

const format = (language: string, sentence: string) => {
  const key = `${language}\u0000${sentence}`
  let message = compiled.get(key)
  if (!message) {
    message = new IntlMessageFormat(sentence, language === 'en-XA' ? 'en' : language, undefined, { ignoreTag: true })
    compiled.set(key, message)
  }
  return message
}

/** Accents and 40 % more length on every letter: what does not grow or is not in the catalogue shows at once. */
export const pseudo = (sentence: string) => {
  const grown = sentence.replace(/[aeiou]/gu, (vowel) => ({ a: 'áá', e: 'éé', i: 'íí', o: 'óó', u: 'úú' })[vowel]!)
  return `⟦${grown}⟧`
}

/**
 * The translator for a language over one or more catalogues, asked in order (a slice's own, then the interface's).
 * Values are formatted by ICU MessageFormat: plural, select, number. A key that nobody knows is a programming error and throws.
 */
export const translator = <Key extends string>(language: Language, ...catalogues: Catalogue<any>[]): T<Key> => {
  const base = language === 'en-XA' ? 'en' : language
  return (key, values = {}) => {
    const sentence = catalogues.find((catalogue) => catalogue[base][key] !== undefined)?.[base][key]
    if (sentence === undefined) throw new Error(`no sentence «${key}» in ${language}`)
    const shown = /[{'<]/u.test(sentence)
      ? String(format(language, sentence).format(values as Record<string, any>))
      : sentence
    return language === 'en-XA' ? pseudo(shown) : shown
  }
}
