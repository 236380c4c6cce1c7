import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { en, type MessageKey } from './en.ts'
import { es } from './es.ts'

/** Sentences of the pages that belong to no slice: the first page, about, errors. */
export const appSentences: Catalogue<MessageKey> = { en, es, ar }
