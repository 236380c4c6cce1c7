import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { en, type ListKey } from './en.ts'
import { es } from './es.ts'

export type { ListKey } from './en.ts'

export const listSentences: Catalogue<ListKey> = { en, es, ar }
