import { ar } from './ar.ts'
import { en, type TalkKey } from './en.ts'
import { es } from './es.ts'

export type { TalkKey }

/** The sentences of the conversation in a group. */
export const talkSentences = { en, es, ar }

/** One of our sentences in every language, for what is named outside of a page. */
export const named = (key: TalkKey) => ({ en: en[key], es: es[key], ar: ar[key] })
