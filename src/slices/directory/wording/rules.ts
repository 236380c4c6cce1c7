import { type Language, languages } from '#kernel/messages/messages.ts'

const small = new Set([
  'a',
  'an',
  'and',
  'at',
  'by',
  'for',
  'from',
  'in',
  'of',
  'on',
  'or',
  'the',
  'to',
  'upon',
  'with',
])
const kept = new Set(
  'UK GB CIO CIC PTA PTFA PCC YMCA YWCA NHS RC CE LGBT LGBTQ WI BME BAME FC AFC RFC CC HQ ADHD HIV IT TV UCAN TMO ACE USA EU RSPCA RNLI SSAFA MS ICW'.split(
    ' ',
  ),
)
const plain = new Map(
  'ST DR MR MRS LTD CO JR SR PLC'.split(' ').map((word) => [word, word[0] + word.slice(1).toLowerCase()] as const),
)

const cased = (word: string, isFirst: boolean): string => {
  const letters = word.replace(/[^\p{L}]/gu, '')
  const bare = word.replace(/[^\p{L}\d]/gu, '').toUpperCase()
  if (kept.has(bare) || /^(?:[A-Z]\.){2,}$/u.test(word) || /^(II|III|IV|VI|VII|VIII)$/u.test(bare))
    return word.toUpperCase()
  if (!isFirst && small.has(word.toLowerCase())) return word.toLowerCase()
  const named = plain.get(bare)
  if (named) return word.toLowerCase().replace(named.toLowerCase(), named)
  if (/^\d+(ST|ND|RD|TH)$/iu.test(word)) return word.toLowerCase()
  if (letters.length > 1 && letters.length < 5 && !/[AEIOUY]/iu.test(letters)) return word.toUpperCase()
  return word
    .toLowerCase()
    .replace(/(^|[^\p{L}'’])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    .replace(/^(O['’]|Mc)(\p{L})/u, (_, before: string, letter: string) => before + letter.toUpperCase())
}

/** «1ST SALE (ST. MARY'S) SCOUT GROUP» → «1st Sale (St. Mary's) Scout Group»; a name that is not shouted stays as it is. */
export const readableName = (name: string): string => {
  const tidy = name.replace(/\s+/gu, ' ').replace(/\( /gu, '(').replace(/ \)/gu, ')').trim()
  if (/\p{Ll}/u.test(tidy)) return tidy
  return tidy
    .split(' ')
    .map((word, index) => cased(word, index === 0))
    .join(' ')
}

/** What is left of a name when two records of the same thing are compared: no case, accents, punctuation, legal form. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/gu, ' and ')
    .replace(/['’.]/gu, '')
    .replace(/\([^)]*\)/gu, ' ')
    .replace(/\b(the|ltd|limited|cio|cic|saint)\b/gu, (word) => (word === 'saint' ? 'st' : ' '))
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()

/** An address of the web as people write it → one that a link can have; null where it is none. */
export const webAddress = (written: string): string | null => {
  const first = written.trim().split(/\s+/u)[0] ?? ''
  if (!/^(https?:\/\/)?[\w-]+(\.[\w-]+)+([/?#:].*)?$/iu.test(first)) return null
  const url = URL.parse(/^https?:/iu.test(first) ? first : `http://${first}`)
  return url && url.href.length <= 2000 ? url.href : null
}

/** «0161-912-2122» → «0161 912 2122»; no number, or one of zeros alone → null. */
export const phoneNumber = (written: string): string | null => {
  const tidy = written.replace(/[-–]/gu, ' ').replace(/\s+/gu, ' ').trim()
  return /^\+?[\d ()]{6,20}$/u.test(tidy) && /[1-9]/u.test(tidy.replace(/\D/gu, '')) ? tidy : null
}

/** «m33 7wr» → «M33 7WR»; what is no British postcode → null. */
export const postcodeOf = (written: string): string | null => {
  const [, outward, inward] = /^([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})$/u.exec(written.trim().toUpperCase()) ?? []
  return outward ? `${outward} ${inward}` : null
}

/** `M33 7WR` → `M33`: the postcode's district, a few thousand homes. */
export const districtOf = (postcode: string): string | null =>
  /^([A-Z]{1,2}\d[A-Z\d]?) ?\d[A-Z]{2}$/u.exec(postcode.trim().toUpperCase())?.[1] ?? null

/** For dates, money and lists; English as it is written here. */
export const localeOf = (language: Language): string =>
  (languages as readonly string[]).includes(language) && language !== 'en' ? language : 'en-GB'
