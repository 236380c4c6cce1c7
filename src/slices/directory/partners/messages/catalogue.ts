import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { en, type PartnerMessage } from './en.ts'
import { es } from './es.ts'

export type { PartnerMessage } from './en.ts'

export const partnerSentences: Catalogue<PartnerMessage> = { en, es, ar }
