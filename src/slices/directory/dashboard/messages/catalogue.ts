import type { Catalogue } from '#kernel/messages/messages.ts'
import { ar } from './ar.ts'
import { type DashboardKey, en } from './en.ts'
import { es } from './es.ts'

export type { DashboardKey } from './en.ts'

export const dashboardSentences: Catalogue<DashboardKey> = { en, es, ar }
