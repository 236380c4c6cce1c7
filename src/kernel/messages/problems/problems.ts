import type { Catalogue } from '../messages.ts'
import { ar } from './ar.ts'
import { en, type ProblemKey } from './en.ts'
import { es } from './es.ts'

/** The kernel's own sentences: what can be wrong with an input. */
export const problemSentences: Catalogue<ProblemKey> = { en, es, ar }
