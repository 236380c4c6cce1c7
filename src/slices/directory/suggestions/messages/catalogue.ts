import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { en, type SuggestionKey } from './en.ts'
import { es } from './es.ts'

export type { SuggestionKey } from './en.ts'

export const suggestionSentences: Catalogue<SuggestionKey> = { en, es, ar }
