import { ar } from './ar.ts'
import { type BlocksKey, en } from './en.ts'
import { es } from './es.ts'

export type { BlocksKey }

/** The sentences about blocking and about whom one would rather not meet. */
export const blocksSentences = { en, es, ar }
