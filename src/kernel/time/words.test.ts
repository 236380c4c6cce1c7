import { describe, expect, test } from 'vitest'
import { languages } from '#kernel/messages/messages.ts'
import { holidaysBetween } from './holidays.ts'
import { timeSentences, timeWords } from './words.ts'

const now = new Date('2026-11-21T16:00:00Z') // a Saturday
const english = timeWords('en', 'Europe/London', now)
const open = (until: string) => ({ kind: 'open' as const, until: new Date(until) })
const closed = (opens: string) => ({ kind: 'closed' as const, opens: new Date(opens) })

describe('what the sign on the door says', () => {
  test.each([
    ['Open till 6 pm', open('2026-11-21T18:00Z')],
    ['Open till 6:30 pm', open('2026-11-21T18:30Z')],
    ['Open till midnight', open('2026-11-22T00:00Z')],
    ['Open till 2 am', open('2026-11-22T02:00Z')],
    ['Open till Monday at 12 noon', open('2026-11-23T12:00Z')],
    ['Open day and night', open('2026-12-05T00:00Z')],
    ['Opens today at 5 pm', closed('2026-11-21T17:00Z')],
    ['Opens tomorrow at 10 am', closed('2026-11-22T10:00Z')],
    ['Opens Monday at 10 am', closed('2026-11-23T10:00Z')],
    ['Opens Saturday 5 December at 10 am', closed('2026-12-05T10:00Z')],
    ['Closed now', { kind: 'closed' as const, opens: null }],
    ['Hours not known', { kind: 'unknown' as const }],
  ])('%s', (sentence, state) => expect(english.opening(state)).toBe(sentence))

  test.each([
    ['closes in 2 hours', '2026-11-21T18:00Z'],
    ['closes in 1 hour', '2026-11-21T17:00Z'],
    ['closes in 25 minutes', '2026-11-21T16:25Z'],
    ['closes in 1 minute', '2026-11-21T16:00:20Z'],
    [null, '2026-11-21T19:01Z'],
  ])('%s', (sentence, until) => expect(english.closing(open(until))).toBe(sentence))

  test('the zone is that of the place, not of the reader', () => {
    const island = timeWords('en', 'Australia/Lord_Howe', now)
    expect(island.opening(open('2026-11-21T18:00Z'))).toBe('Open till 5 am')
    expect(timeWords('en', 'America/New_York', now).opening(closed('2026-11-21T18:00Z'))).toBe('Opens today at 1 pm')
  })
})

test.each([
  ['Checked today', '2026-11-21T08:00Z'],
  ['Last checked 1 day ago', '2026-11-20T08:00Z'],
  ['Last checked 3 weeks ago', '2026-10-30T08:00Z'],
  ['Last checked 3 months ago', '2026-08-10T08:00Z'],
  ['Last checked 14 months ago: make sure first', '2025-09-10T08:00Z'],
  ['Last checked 9 years ago: make sure first', '2017-08-10T08:00Z'],
])('%s', (sentence, at) => expect(english.checked(new Date(at))).toBe(sentence))

test('no date of a check is no fresh check', () => {
  expect(english.checked(null)).toBe('Check date not known')
  expect(english.checked(null, true)).toBe('Check date not known: ring first')
})

test.each([
  ['10 am to 4 pm', '10:00', '16:00'],
  ['9:30 am to 12 noon', '09:30:00', '12:00:00'],
  ['8 pm to midnight', '20:00', '24:00'],
  ['Day and night', '00:00', '24:00'],
  ['early to late', 'early', 'late'],
])('%s', (sentence, from, to) => expect(english.hours(from, to)).toBe(sentence))

test('bank holidays say on which day they are kept', () => {
  const words = holidaysBetween('GB-EAW', '2026-12-01', '2026-12-31').map(english.holiday)
  expect(words).toEqual([
    'Christmas Day, Friday 25 December',
    'Boxing Day, Saturday 26 December',
    'Boxing Day (day off instead), Monday 28 December',
  ])
})

test('Spanish and Arabic speak of the same hour', () => {
  const state = closed('2026-11-23T10:00Z')
  expect(timeWords('es', 'Europe/London', now).opening(state)).toBe('Abre: lunes, 10:00')
  expect(timeWords('ar', 'Europe/London', now).opening(state)).toBe('يفتح الاثنين 10 ص')
  expect(timeWords('en-XA', 'Europe/London', now).opening(state)).toContain('⟦')
})

test('each sentence stands in each language', () => {
  const keys = languages.map((language) => Object.keys(timeSentences[language]).sort())
  expect(keys[1]).toEqual(keys[0])
  expect(keys[2]).toEqual(keys[0])
})
