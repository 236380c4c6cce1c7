import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { en, type SecretKey } from './en.ts'
import { es } from './es.ts'

export type { SecretKey } from './en.ts'

export const secretSentences: Catalogue<SecretKey> = { en, es, ar }
