import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { en, type ImportKey } from './en.ts'
import { es } from './es.ts'

export type { ImportKey } from './en.ts'

export const importSentences: Catalogue<ImportKey> = { en, es, ar }
