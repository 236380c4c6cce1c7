import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { en, type FreshnessKey } from './en.ts'
import { es } from './es.ts'

export type { FreshnessKey } from './en.ts'

export const freshnessSentences: Catalogue<FreshnessKey> = { en, es, ar }
