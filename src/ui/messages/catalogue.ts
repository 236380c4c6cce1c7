import { ar } from './ar.ts'
import { en, type UiKey } from './en.ts'
import { es } from './es.ts'

/** The interface's own sentences in every language. */
export const uiSentences: Record<'en' | 'es' | 'ar', Record<UiKey, string>> = { en, es, ar }
