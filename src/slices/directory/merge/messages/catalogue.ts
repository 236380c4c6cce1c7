import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { en, type MergeKey } from './en.ts'
import { es } from './es.ts'

export type { MergeKey } from './en.ts'

export const mergeSentences: Catalogue<MergeKey> = { en, es, ar }
