import { ar } from './ar.ts'
import { en, type TrustKey } from './en.ts'
import { es } from './es.ts'

export type { TrustKey }

/** The sentences about roles, checks and ages. */
export const trustSentences = { en, es, ar }
