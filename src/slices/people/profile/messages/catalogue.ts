import { ar } from './ar.ts'
import { en, type ProfileKey } from './en.ts'
import { es } from './es.ts'

export type { ProfileKey }

/** The sentences of profiles and the members' list. */
export const profileSentences = { en, es, ar }
