import { ar } from './ar.ts'
import { type ActingKey, en } from './en.ts'
import { es } from './es.ts'

export type { ActingKey }

/** The sentences about acting for somebody, and about people without e-mail. */
export const actingSentences = { en, es, ar }
