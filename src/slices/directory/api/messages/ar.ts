import type { ApiMessage } from './en.ts'

export const ar: Record<ApiMessage, string> = {
  jsonOrNdjson: 'اكتب json أو ndjson.',
  trueOrFalse: 'اكتب true أو false.',
  aMoment: 'اكتب يومًا أو لحظة، مثل 2026-11-21 أو 2026-11-21T09:00:00Z.',
  anId: 'اكتب معرّفًا مثل 0190a5c2-7d3e-7b1a-9c4f-2f6e8d1b3a57.',
  postcodeNeeded: 'اذكر الرمز البريدي الذي تُحسب منه الأمتار.',
  postcodeUnknown: 'لا نعرف أين يقع هذا الرمز البريدي.',
}
