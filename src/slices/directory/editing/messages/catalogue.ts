import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { type EditingKey, en } from './en.ts'
import { es } from './es.ts'

export type { EditingKey } from './en.ts'

/** The names of fields and what is said about filling them in: for editors, for those who ring, and for everybody who suggests. */
export const editingSentences: Catalogue<EditingKey> = { en, es, ar }
