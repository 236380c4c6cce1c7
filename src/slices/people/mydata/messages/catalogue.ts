import type { Named } from '../rules.ts'
import { ar } from './ar.ts'
import { en, type MyDataKey } from './en.ts'
import { es } from './es.ts'

export type { MyDataKey }

/** The sentences about one's own data. */
export const myDataSentences = { en, es, ar }

/** One of our sentences in every language, for what is named outside of a page. */
export const named = (key: MyDataKey): Named => ({ en: en[key], es: es[key], ar: ar[key] })
