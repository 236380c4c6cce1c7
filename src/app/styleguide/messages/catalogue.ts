import { ar } from './ar.ts'
import { en, type StyleguideKey } from './en.ts'
import { es } from './es.ts'

export const styleguideSentences: Record<'en' | 'es' | 'ar', Record<StyleguideKey, string>> = { en, es, ar }
