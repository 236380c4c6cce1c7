import { ar } from './ar.ts'
import { type AccountKey, en } from './en.ts'
import { es } from './es.ts'

export type { AccountKey }

/** The sentences of the account pages, which three sets of routes share. */
export const accountSentences = { en, es, ar }
