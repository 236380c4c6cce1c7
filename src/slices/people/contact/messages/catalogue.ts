import { ar } from './ar.ts'
import { type ContactKey, en } from './en.ts'
import { es } from './es.ts'

export type { ContactKey }

/** The sentences of «how we may reach you». */
export const contactSentences = { en, es, ar }
