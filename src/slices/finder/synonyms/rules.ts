import { fold } from '../fold/rules.ts'

interface Words {
  meaning: string
  phrases: readonly { phrase: string }[]
}

export const firstLetter = (text: string): string => ([...text.trim()][0] ?? '').toLocaleUpperCase()

/** Does a meaning or one of its phrases hold this text, whatever its accents, capitals and spelling of Arabic? */
export const isIn = ({ meaning, phrases }: Words, text: string): boolean =>
  [meaning, ...phrases.map(({ phrase }) => phrase)].some((one) => fold(one).includes(fold(text.trim())))
