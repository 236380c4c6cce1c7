import { ar } from './ar.ts'
import { en, type SafetyKey } from './en.ts'
import { es } from './es.ts'

export type { SafetyKey }

/** The sentences of safety, which several sets of routes share. */
export const safetySentences = { en, es, ar }
