import { ar } from './ar.ts'
import { type ConsentKey, en } from './en.ts'
import { es } from './es.ts'

export type { ConsentKey }

/** The sentences of «what I have agreed to». */
export const consentSentences = { en, es, ar }
