import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { type AlertKey, en } from './en.ts'
import { es } from './es.ts'

export type { AlertKey } from './en.ts'

export const alertSentences: Catalogue<AlertKey> = { en, es, ar }
