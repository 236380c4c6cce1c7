export const en = {
  jsonOrNdjson: 'Write json or ndjson.',
  trueOrFalse: 'Write true or false.',
  aMoment: 'Write a day or a moment, like 2026-11-21 or 2026-11-21T09:00:00Z.',
  anId: 'Write an id like 0190a5c2-7d3e-7b1a-9c4f-2f6e8d1b3a57.',
  postcodeNeeded: 'Say from which postcode the metres count.',
  postcodeUnknown: 'We do not know where this postcode is.',
}

export type ApiMessage = keyof typeof en
