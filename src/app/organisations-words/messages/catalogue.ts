import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { en, type MessageKey } from './en.ts'
import { es } from './es.ts'

export type { MessageKey } from './en.ts'

export const organisationWords: Catalogue<MessageKey> = { en, es, ar }
