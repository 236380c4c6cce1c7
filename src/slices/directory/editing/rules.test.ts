import { expect, test } from 'vitest'
import {
  carriesLink,
  hoursFromWeek,
  hoursText,
  looksLikePhone,
  schedulesIn,
  spansIn,
  webAddress,
  weekOf,
} from './rules.ts'

test.each([
  ['9:30-12:30', [['09:30', '12:30']]],
  [
    '9:30–12:30, 14–17',
    [
      ['09:30', '12:30'],
      ['14:00', '17:00'],
    ],
  ],
  ['10 am to 4 pm', [['10:00', '16:00']]],
  [
    '10am-12pm and 2pm-4.30pm',
    [
      ['10:00', '12:00'],
      ['14:00', '16:30'],
    ],
  ],
  ['9h30 a 13h', null],
  ['9:30 a 13:00', [['09:30', '13:00']]],
  ['٩:٣٠-١٢:٠٠', [['09:30', '12:00']]],
  ['22:00-02:00', [['22:00', '02:00']]],
  ['', []],
  ['mornings', null],
  ['25:00-26:00', null],
  ['10:00-10:00', null],
])('«%s» is read', (typed, spans) => {
  expect(spansIn(typed)?.map(({ opens_at, closes_at }) => [opens_at, closes_at]) ?? null).toEqual(spans)
})

const typed = { MO: '10:00–12:00', TU: '', WE: '10:00–12:00, 14:00–16:00', TH: '', FR: '', SA: '', SU: '' }

test('a week typed, kept, and shown again is the same week', () => {
  const read = hoursFromWeek(typed)
  expect('text' in read && weekOf(read.text)).toEqual(typed)
  expect(hoursFromWeek({ ...typed, FR: 'now and then' })).toEqual({ unread: ['FR'] })
})

test('hours that a week cannot say are kept whole and not shown as a week', () => {
  const text = hoursText([
    { freq: 'MONTHLY', byday: '1SA', opens_at: '10:00', closes_at: '12:00', description: 'First Saturday' },
  ])
  expect(weekOf(text)).toBeNull()
  expect(schedulesIn(text)).toMatchObject([{ freq: 'MONTHLY', byday: '1SA', description: 'First Saturday' }])
})

test('the same hours in another order are the same text', () => {
  const [a, b] = [
    { freq: 'WEEKLY' as const, byday: 'MO' },
    { freq: 'WEEKLY' as const, byday: 'TU' },
  ]
  expect(hoursText([a, b])).toBe(hoursText([b, a]))
})

test.each([
  ['see https://win.example', true],
  ['go to www.win.example', true],
  ['best-casino.xyz', true],
  ['write to us@hearth.org for a form', false],
  ['Open at 9.30 on Mondays. Come along.', false],
])('«%s» carries a link: %s', (text, carries) => {
  expect(carriesLink(text)).toBe(carries)
})

test('a web address is one, and only one that a browser may open', () => {
  expect(webAddress('hearth.example.org')).toBe('https://hearth.example.org')
  for (const evil of [
    'javascript:alert(1)',
    'https://a:b@c.example',
    'data:text/html,x',
    'http://localhost',
    'ftp://x.org',
  ])
    expect(webAddress(evil)).toBeNull()
})

test('a telephone number is written with figures', () => {
  for (const number of ['0161 496 0000', '+44 (0)161 496 0000', '999', '0161 496 0000 ext 4'])
    expect(looksLikePhone(number)).toBe(true)
  for (const other of ['ring me', '12', '0161<script>']) expect(looksLikePhone(other)).toBe(false)
})
