import type { ApiMessage } from './en.ts'

export const es: Record<ApiMessage, string> = {
  jsonOrNdjson: 'Escribe json o ndjson.',
  trueOrFalse: 'Escribe true o false.',
  aMoment: 'Escribe un día o un momento, como 2026-11-21 o 2026-11-21T09:00:00Z.',
  anId: 'Escribe un identificador como 0190a5c2-7d3e-7b1a-9c4f-2f6e8d1b3a57.',
  postcodeNeeded: 'Diga desde qué código postal se cuentan los metros.',
  postcodeUnknown: 'No sabemos dónde está este código postal.',
}
