import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { type ApiMessage, en } from './en.ts'
import { es } from './es.ts'

export type { ApiMessage } from './en.ts'

export const apiSentences: Catalogue<ApiMessage> = { en, es, ar }
