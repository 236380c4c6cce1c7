import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, isoOf, monthLengthOf, weekdayOf } from './days.ts'
import { holidaysBetween, holidaysOf } from './holidays.ts'
import { isReadable, openingsBetween, openState, type Schedule } from './openings.ts'

const weekly = (byday: string, opens: string, closes: string, more: Partial<Schedule> = {}): Schedule => ({
  freq: 'WEEKLY',
  interval: null,
  byday,
  bymonthday: null,
  dtstart: null,
  until: null,
  count: null,
  valid_from: null,
  valid_to: null,
  opens_at: opens,
  closes_at: closes,
  ...more,
})

/** Openings as `start/end` in UTC, minutes only. */
const spans = (schedules: Schedule[], zone: string, from: string, to: string, closed: string[] = []) =>
  openingsBetween(
    schedules,
    closed.map((date) => ({ date })),
    zone,
    new Date(from),
    new Date(to),
  ).map(({ start, end }) => `${start.toISOString().slice(0, 16)}/${end.toISOString().slice(0, 16)}`)

const london = 'Europe/London'

describe('a week as it is written on the door', () => {
  test.each([
    ['one afternoon', [weekly('WE', '10:00', '16:00')], ['2026-11-25T10:00/2026-11-25T16:00']],
    [
      'two days',
      [weekly('MO,TH', '13:00:00', '15:00:00')],
      ['2026-11-23T13:00/2026-11-23T15:00', '2026-11-26T13:00/2026-11-26T15:00'],
    ],
    ['past midnight', [weekly('FR', '20:00', '02:00')], ['2026-11-27T20:00/2026-11-28T02:00']],
    ['the whole day round', [weekly('TU', '00:00', '24:00')], ['2026-11-24T00:00/2026-11-25T00:00']],
    [
      'a lunch break',
      [weekly('MO', '09:00', '12:00'), weekly('MO', '13:00', '17:00')],
      ['2026-11-23T09:00/2026-11-23T12:00', '2026-11-23T13:00/2026-11-23T17:00'],
    ],
    [
      'two that touch are one',
      [weekly('MO', '09:00', '12:00'), weekly('MO', '12:00', '17:00')],
      ['2026-11-23T09:00/2026-11-23T17:00'],
    ],
    ['no longer valid', [weekly('MO', '09:00', '12:00', { valid_to: '2026-11-22' })], []],
    ['not yet valid', [weekly('MO', '09:00', '12:00', { valid_from: '2026-11-24' })], []],
    ['a time that nobody can read', [weekly('MO', 'morning', '12:00')], []],
  ])('%s', (_, schedules, expected) => {
    expect(spans(schedules, london, '2026-11-23T00:00Z', '2026-11-30T00:00Z')).toEqual(expected)
  })

  test('day and night is one opening that reaches to the horizon', () => {
    const all = weekly('MO,TU,WE,TH,FR,SA,SU', '00:00', '00:00')
    expect(spans([all], london, '2026-11-23T12:00Z', '2026-12-07T12:00Z')).toEqual([
      '2026-11-23T00:00/2026-12-08T00:00',
    ])
  })

  test('an opening that began yesterday and still runs is given whole', () => {
    expect(spans([weekly('SU', '22:00', '03:00')], london, '2026-11-23T01:00Z', '2026-11-23T02:00Z')).toEqual([
      '2026-11-22T22:00/2026-11-23T03:00',
    ])
  })
})

describe('months, turns and single dates', () => {
  const monthly = (byday: string | null, more: Partial<Schedule> = {}) => ({
    ...weekly('', '10:00', '12:00', more),
    freq: 'MONTHLY' as const,
    byday,
  })
  test.each([
    ['the first Saturday', monthly('1SA'), ['2026-12-05', '2027-01-02']],
    ['the last Friday', monthly('-1FR'), ['2026-11-27', '2026-12-25']],
    ['the last day of the month', monthly(null, { bymonthday: '-1' }), ['2026-11-30', '2026-12-31']],
    [
      'every other Tuesday',
      weekly('TU', '10:00', '12:00', { interval: 2, dtstart: '2026-12-01' }),
      ['2026-12-01', '2026-12-15', '2026-12-29', '2027-01-12'],
    ],
    [
      'three times and no more',
      weekly('MO', '10:00', '12:00', { dtstart: '2026-11-23', count: 3 }),
      ['2026-11-23', '2026-11-30', '2026-12-07'],
    ],
    [
      'one single date',
      { ...weekly('', '10:00', '12:00', { dtstart: '2026-12-24' }), freq: null, byday: null },
      ['2026-12-24'],
    ],
  ])('%s', (_, schedule, days) => {
    const found = spans([schedule], london, '2026-11-23T00:00Z', '2027-01-20T00:00Z')
    expect(found.map((span) => span.slice(0, 10))).toEqual(days)
  })

  test('a count that would run for ever is cut, not followed', () => {
    const endless = weekly('MO', '10:00', '12:00', { dtstart: '1900-01-01', count: 2_000_000_000 })
    expect(spans([endless], london, '2026-11-23T00:00Z', '2026-11-24T00:00Z')).toHaveLength(1)
  })
})

describe('when the clocks change', () => {
  test.each([
    [
      'London, spring: the hours of the door stay, the instants move',
      london,
      '2026-03-28',
      ['2026-03-28T10:00/2026-03-28T16:00', '2026-03-29T09:00/2026-03-29T15:00'],
      '10:00',
      '16:00',
    ],
    [
      'New York, autumn',
      'America/New_York',
      '2026-10-31',
      ['2026-10-31T14:00/2026-10-31T20:00', '2026-11-01T15:00/2026-11-01T21:00'],
      '10:00',
      '16:00',
    ],
    [
      'Lord Howe moves by half an hour',
      'Australia/Lord_Howe',
      '2026-04-04',
      ['2026-04-03T23:00/2026-04-04T05:00', '2026-04-04T23:30/2026-04-05T05:30'],
      '10:00',
      '16:00',
    ],
    [
      'London, open through the spring night: an hour shorter',
      london,
      '2026-03-28',
      ['2026-03-28T22:00/2026-03-29T03:00', '2026-03-29T21:00/2026-03-30T03:00'],
      '22:00',
      '04:00',
    ],
    [
      'London, open through the autumn night: an hour longer',
      london,
      '2026-10-24',
      ['2026-10-24T21:00/2026-10-25T04:00', '2026-10-25T22:00/2026-10-26T04:00'],
      '22:00',
      '04:00',
    ],
    [
      'London, a closing time that comes twice: the first of both',
      london,
      '2026-10-24',
      ['2026-10-24T21:00/2026-10-25T00:30', '2026-10-25T22:00/2026-10-26T01:30'],
      '22:00',
      '01:30',
    ],
    [
      'London, an opening time that is skipped: at the change',
      london,
      '2026-03-28',
      ['2026-03-28T01:30/2026-03-28T05:00', '2026-03-29T01:00/2026-03-29T04:00'],
      '01:30',
      '05:00',
    ],
  ])('%s', (_, zone, from, expected, opens, closes) => {
    const days = [dayOf(from)!, dayOf(from)! + 1].map(isoOf)
    const schedules = days.map((date) => ({ ...weekly('', opens, closes, { dtstart: date }), freq: null, byday: null }))
    expect(spans(schedules, zone, `${isoOf(dayOf(from)! - 1)}T12:00Z`, `${isoOf(dayOf(from)! + 3)}T00:00Z`)).toEqual(
      expected,
    )
  })

  test('hours that lie wholly in the skipped hour do not happen that night', () => {
    const night = { ...weekly('', '01:15', '01:45', { dtstart: '2026-03-29' }), freq: null, byday: null }
    expect(spans([night], london, '2026-03-28T00:00Z', '2026-03-30T00:00Z')).toEqual([])
  })

  const zones = [
    london,
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Africa/Casablanca',
  ]
  const clock = fc.integer({ min: 0, max: 287 }).map((five) => {
    const minutes = five * 5
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  })
  test('whatever the hours, openings are in order, apart, never empty, and inside what was asked', () => {
    const schedule = fc.tuple(fc.constantFrom('MO', 'SU', 'SA,SU', 'MO,WE,FR'), clock, clock)
    const when = fc.tuple(fc.constantFrom(...zones), fc.integer({ min: 0, max: 365 }))
    fc.assert(
      fc.property(fc.array(schedule, { maxLength: 4 }), when, (rows, [zone, day]) => {
        const from = new Date(Date.UTC(2026, 0, 1) + day * 86_400_000)
        const to = new Date(from.getTime() + 14 * 86_400_000)
        const found = openingsBetween(
          rows.map(([days, opens, closes]) => weekly(days, opens, closes)),
          [],
          zone,
          from,
          to,
        )
        for (const { start, end } of found) {
          expect(start < end && end > from && start < to).toBe(true)
        }
        expect(found.slice(1).every(({ start }, index) => start > found[index]!.end)).toBe(true)
        for (const { start, end } of found) {
          expect(openState(found, start)).toEqual({ kind: 'open', until: end })
          expect(openState(found, end).kind).toBe('closed')
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('bank holidays', () => {
  test('the usual hours do not hold, a schedule for that very day does', () => {
    const carols = { ...weekly('', '11:00', '12:00', { dtstart: '2026-12-25' }), freq: null, byday: null }
    expect(
      spans([weekly('FR', '09:00', '17:00'), carols], london, '2026-12-21T00:00Z', '2027-01-04T00:00Z', [
        '2026-12-25',
        '2027-01-01',
      ]),
    ).toEqual(['2026-12-25T11:00/2026-12-25T12:00'])
  })

  /** Anonymous Gregorian computus: where Easter Sunday falls. */
  const easter = (year: number) => {
    const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
    const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
    const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
    const m = Math.floor((a + 11 * h + 22 * l) / 451)
    const month = Math.floor((h + l - 7 * m + 114) / 31)
    return dayOf(`${year}-0${month}-${String(((h + l - 7 * m + 114) % 31) + 1).padStart(2, '0')}`)!
  }

  test.each([2026, 2027, 2028])('the list of %i agrees with the calendar', (year) => {
    const days = new Map(
      holidaysBetween('GB-EAW', `${year}-01-01`, `${year}-12-31`)
        .filter(({ name, substitute }) => substitute || !['newYear', 'christmas', 'boxing'].includes(name))
        .map(({ date, name }) => [name, dayOf(date)!]),
    )
    expect(days.get('goodFriday')).toBe(easter(year) - 2)
    expect(days.get('easterMonday')).toBe(easter(year) + 1)
    for (const name of ['earlyMay', 'spring', 'summer'] as const) expect(weekdayOf(days.get(name)!)).toBe(1)
    expect(Number(isoOf(days.get('earlyMay')!).slice(8))).toBeLessThanOrEqual(7)
    for (const name of ['spring', 'summer'] as const) {
      const last = days.get(name)!
      expect(Number(isoOf(last).slice(8)) + 7).toBeGreaterThan(monthLengthOf(last))
    }
    for (const day of days.values()) expect(weekdayOf(day)).toBeLessThan(6)
  })

  test('eight working days a year are free, and the list says where it comes from and how far it goes', () => {
    const days = holidaysOf('GB-EAW')!.days.filter(({ date }) => weekdayOf(dayOf(date)!) < 6)
    expect(days).toHaveLength(24)
    expect(holidaysOf('GB-EAW')).toMatchObject({ from: '2026-01-01', to: '2028-12-31', asOf: '2026-11-21' })
    expect(holidaysOf('toString')).toBeNull()
    expect(holidaysBetween('FR', '2026-01-01', '2026-12-31')).toEqual([])
    expect(holidaysBetween(null, '2026-01-01', '2026-12-31')).toEqual([])
  })
})

describe('is it open', () => {
  const at = (time: string) => new Date(`2026-11-23T${time}Z`)
  const openings = [
    { start: at('10:00'), end: at('12:00') },
    { start: at('13:00'), end: at('16:00') },
  ]
  test.each([
    ['nobody has told us', null, '10:00', { kind: 'unknown' }],
    ['at the first minute', openings, '10:00', { kind: 'open', until: at('12:00') }],
    ['at the last minute it is shut', openings, '12:00', { kind: 'closed', opens: at('13:00') }],
    ['no more', openings, '16:00', { kind: 'closed', opens: null }],
    ['never', [], '16:00', { kind: 'closed', opens: null }],
  ])('%s', (_, known, now, state) => expect(openState(known, at(now))).toEqual(state))

  test.each([
    ['a week without days or a first date', { byday: null }, false],
    ['a day that is none', { byday: 'MO,XX' }, false],
    ['half an hour past sixty', { opens_at: '10:75' }, false],
    ['no closing time', { closes_at: null }, false],
    ['a first date instead of days', { byday: null, dtstart: '2026-11-23' }, true],
    ['thirty-first of February as a first date', { byday: null, dtstart: '2026-02-31' }, false],
    ['seconds', { opens_at: '10:00:00' }, true],
  ])('readable: %s', (_, change, expected) =>
    expect(isReadable({ ...weekly('MO', '10:00', '12:00'), ...change })).toBe(expected),
  )
})
