export const answers = ['emergency', 'listening', 'abuse', 'child'] as const
export type Answers = (typeof answers)[number]

/** A number to ring in a crisis. Public lists go stale, so each says where it comes from and when somebody last rang it. */
export interface CrisisLine {
  /** How the line is known: a word for those that come with the program, an id for a community's own. */
  ref: string
  /** ISO 3166, two letters. */
  country: string
  /** BCP 47 of those who answer. */
  language: string
  name: string
  number: string
  answers: Answers
  source: string
  /** The day (`2026-11-21`) on which somebody of the community last rang it; `null` until then. */
  checkedOn: string | null
}

type Given = [ref: string, language: string, name: string, number: string, answers: Answers, source: string]

const given: Record<string, Given[]> = {
  GB: [
    [
      'gb-999',
      'en',
      '999',
      '999',
      'emergency',
      'https://www.gov.uk/guidance/999-and-112-the-uks-national-emergency-numbers',
    ],
    ['gb-samaritans', 'en', 'Samaritans', '116 123', 'listening', 'https://www.samaritans.org'],
    [
      'gb-abuse',
      'en',
      'National Domestic Abuse Helpline',
      '0808 2000 247',
      'abuse',
      'https://www.nationaldahelpline.org.uk',
    ],
    ['gb-childline', 'en', 'Childline', '0800 1111', 'child', 'https://www.childline.org.uk'],
  ],
  IE: [
    ['ie-112', 'en', '112', '112', 'emergency', 'https://www.gov.ie/en/service/112-999/'],
    ['ie-samaritans', 'en', 'Samaritans', '116 123', 'listening', 'https://www.samaritans.org/samaritans-ireland/'],
  ],
  US: [
    ['us-911', 'en', '911', '911', 'emergency', 'https://www.911.gov'],
    ['us-988', 'en', '988 Suicide & Crisis Lifeline', '988', 'listening', 'https://988lifeline.org'],
    [
      'us-988-es',
      'es',
      'Línea 988 de Prevención del Suicidio y Crisis',
      '988',
      'listening',
      'https://988lifeline.org/es/',
    ],
    ['us-abuse', 'en', 'National Domestic Violence Hotline', '1-800-799-7233', 'abuse', 'https://www.thehotline.org'],
  ],
  CA: [
    ['ca-911', 'en', '911', '911', 'emergency', 'https://www.canada.ca'],
    ['ca-988', 'en', '988 Suicide Crisis Helpline', '988', 'listening', 'https://988.ca'],
  ],
  AU: [
    ['au-000', 'en', '000', '000', 'emergency', 'https://www.triplezero.gov.au'],
    ['au-lifeline', 'en', 'Lifeline', '13 11 14', 'listening', 'https://www.lifeline.org.au'],
    ['au-abuse', 'en', '1800RESPECT', '1800 737 732', 'abuse', 'https://www.1800respect.org.au'],
    ['au-child', 'en', 'Kids Helpline', '1800 55 1800', 'child', 'https://kidshelpline.com.au'],
  ],
  NZ: [
    ['nz-111', 'en', '111', '111', 'emergency', 'https://www.police.govt.nz/contact-us/calling-emergency-111'],
    ['nz-1737', 'en', '1737', '1737', 'listening', 'https://1737.org.nz'],
  ],
  ES: [
    ['es-112', 'es', '112', '112', 'emergency', 'https://www.112.es'],
    ['es-024', 'es', 'Línea 024', '024', 'listening', 'https://www.sanidad.gob.es/linea024/'],
    ['es-016', 'es', '016', '016', 'abuse', 'https://violenciagenero.igualdad.gob.es'],
    ['es-anar', 'es', 'Fundación ANAR', '116 111', 'child', 'https://www.anar.org'],
  ],
}

/** What comes with the program, not yet rung by anybody of the community. */
export const givenLines = (country: string): CrisisLine[] =>
  (given[country] ?? []).map(([ref, language, name, number, kind, source]) => ({
    ref,
    country,
    language,
    name,
    number,
    answers: kind,
    source,
    checkedOn: null,
  }))

export const knownCountries: string[] = Object.keys(given)

/** TypeScript does not know this part of Intl yet. */
interface WithZones {
  getTimeZones: () => string[]
}

const zonesOf = (country: string): string[] =>
  (new Intl.Locale(`und-${country}`) as Intl.Locale & WithZones).getTimeZones()

/** The country that an IANA zone lies in, as the browser's own tables know it; empty where we know no lines for it. */
export const countryOf = (zone: string): string => {
  const named = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  return knownCountries.find((country) => zonesOf(country).includes(named)) ?? ''
}

/** What a community knows beyond the given list: a correction, an own line, a date. */
export interface OwnLine extends CrisisLine {
  key: string | null
  edited: boolean
  removed: boolean
}

/**
 * The given lines with what the community knows of them. A date counts only for the number that was rung: when the program
 * brings another number, somebody has to ring it first.
 */
export const mergedLines = (country: string, own: OwnLine[]): CrisisLine[] => {
  const byKey = new Map(own.flatMap((line) => (line.key ? [[line.key, line]] : [])))
  const corrected = givenLines(country).flatMap((line) => {
    const known = byKey.get(line.ref)
    if (known?.removed) return []
    if (known?.edited) return [plain(known, line.ref)]
    return [{ ...line, checkedOn: known?.number === line.number ? known.checkedOn : null }]
  })
  const added = own.filter(({ key, removed }) => key === null && !removed).map((line) => plain(line, line.ref))
  return [...corrected, ...added].sort((a, b) => answers.indexOf(a.answers) - answers.indexOf(b.answers))
}

const plain = ({ country, language, name, number, answers: kind, source, checkedOn }: CrisisLine, ref: string) => ({
  ref,
  country,
  language,
  name,
  number,
  answers: kind,
  source,
  checkedOn,
})

/** A line is rung again each half year. */
export const checkEveryDays = 183

/** Stale lines are still shown, because a doubtful number is better than none; whoever is responsible is warned. */
export const isStale = ({ checkedOn }: CrisisLine, now: Date): boolean =>
  checkedOn === null || now.getTime() - Date.parse(`${checkedOn}T00:00:00Z`) > checkEveryDays * 24 * 3_600_000

/** Those in the reader's language first; the others are shown too, somebody may speak them. */
export const inLanguageFirst = (lines: CrisisLine[], language: string): CrisisLine[] => [
  ...lines.filter((line) => line.answers === 'emergency' || line.language === language),
  ...lines.filter((line) => line.answers !== 'emergency' && line.language !== language),
]

/** Words of somebody who may want to die, hurt themselves, or is hurt at home. Short, so that everyday sayings rarely match. */
const distress: Record<string, string[]> = {
  en: [
    'kill myself',
    'killing myself',
    'end my life',
    'ending my life',
    'take my own life',
    'want to die',
    'wanna die',
    'wish i was dead',
    'wish i were dead',
    'better off dead',
    'better off without me',
    'no reason to live',
    'dont want to live',
    'dont want to be here any more',
    'dont want to be here anymore',
    'suicide',
    'suicidal',
    'hurt myself',
    'hurting myself',
    'harm myself',
    'harming myself',
    'self harm',
    'cut myself',
    'cutting myself',
    'overdose',
    'he hits me',
    'she hits me',
    'they hit me',
    'he beats me',
    'she beats me',
    'hits me and',
    'abuses me',
    'raped me',
    'afraid to go home',
    'scared to go home',
    'afraid of my husband',
    'afraid of my wife',
    'afraid of my partner',
    'scared of my partner',
    'locks me in',
  ],
  es: [
    'suicidarme',
    'suicidio',
    'suicida',
    'quitarme la vida',
    'acabar con mi vida',
    'matarme',
    'me quiero morir',
    'quiero morir',
    'quiero morirme',
    'no quiero vivir',
    'no quiero seguir viviendo',
    'ojala estuviera muerto',
    'ojala estuviera muerta',
    'hacerme dano',
    'me hago dano',
    'cortarme',
    'me corto',
    'sobredosis',
    'autolesion',
    'autolesionarme',
    'me pega',
    'me golpea',
    'me maltrata',
    'me violo',
    'abusa de mi',
    'miedo de volver a casa',
    'miedo a volver a casa',
    'miedo de mi marido',
    'miedo a mi marido',
    'miedo de mi pareja',
    'miedo a mi pareja',
    'me encierra',
  ],
  ar: [
    'انتحر',
    'انتحار',
    'الانتحار',
    'اقتل نفسي',
    'قتل نفسي',
    'انهي حياتي',
    'انهاء حياتي',
    'اريد ان اموت',
    'اريد الموت',
    'اتمني الموت',
    'ابي اموت',
    'بدي اموت',
    'لا اريد ان اعيش',
    'لا اريد العيش',
    'ما بدي عيش',
    'اؤذي نفسي',
    'ايذاء نفسي',
    'اجرح نفسي',
    'جرعه زائده',
    'يضربني',
    'تضربني',
    'بيضربني',
    'يعنفني',
    'يعتدي علي',
    'اغتصبني',
    'يحبسني',
    'اخاف ان اعود الي البيت',
    'خايفه ارجع البيت',
    'خائفه من زوجي',
    'اخاف من زوجي',
  ],
}

/** Small letters, without accents, vowel marks, apostrophes; the forms of alef, ya and ta marbuta that people mix up are one. */
const plainWords = (text: string): string =>
  ` ${text
    .normalize('NFKD')
    .replace(/[\p{M}\u0640'’`]/gu, '')
    .toLowerCase()
    .replace(/[أإآٱ]/gu, 'ا')
    .replace(/ى/gu, 'ي')
    .replace(/ة/gu, 'ه')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')} `

const phrases = Object.values(distress)
  .flat()
  .map((phrase) => plainWords(phrase))

/**
 * Does a text hold words of distress, in any language of ours? People write in the one they feel in. Nothing is concluded from
 * it, stored or told: it only decides whether the author sees numbers to ring.
 */
export const showsDistress = (text: string): boolean => {
  const words = plainWords(text.slice(0, 20_000))
  return phrases.some((phrase) => words.includes(phrase))
}
