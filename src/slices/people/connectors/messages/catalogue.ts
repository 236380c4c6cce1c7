import { ar } from './ar.ts'
import { type ConnectorKey, en } from './en.ts'
import { es } from './es.ts'

export type { ConnectorKey }

/** The sentences about local leaders. */
export const connectorSentences = { en, es, ar }
