import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { type ExportKey, en } from './en.ts'
import { es } from './es.ts'

export type { ExportKey } from './en.ts'

export const exportSentences: Catalogue<ExportKey> = { en, es, ar }
