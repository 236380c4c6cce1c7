import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readOpeningText } from './opening-text.ts'
import { isReadable } from './openings.ts'

const read = (text: string) =>
  readOpeningText(text)?.map(({ freq, byday, opens_at, closes_at }) =>
    [freq === 'MONTHLY' ? 'monthly ' : '', byday, ' ', opens_at, '-', closes_at].join(''),
  ) ?? null

/** As real food banks and groups of Greater Manchester write their hours. */
describe('hours as people write them', () => {
  test.each([
    ['Wednesday 10am - 4pm', ['WE 10:00-16:00']],
    ['Wednesday 9:30am - 12noon', ['WE 09:30-12:00']],
    ['Thursday 12:00 - 14:00', ['TH 12:00-14:00']],
    ['Thursday 12.30 - 14.30', ['TH 12:30-14:30']],
    ['Tuesday - Friday 12noon - 2pm', ['TU,WE,TH,FR 12:00-14:00']],
    ['Thursday 1.30 - 3.30pm', ['TH 13:30-15:30']],
    ['Friday 10 - 11.30am', ['FR 10:00-11:30']],
    ['Wednesday 10 - 12', ['WE 10:00-12:00']],
    ['Mon - Sat 10.00 - 4.00', ['MO,TU,WE,TH,FR,SA 10:00-16:00']],
    ['Wednesday 7 - 9pm Saturday 12 - 3pm', ['WE 19:00-21:00', 'SA 12:00-15:00']],
    ['Fri 4.30 - 5.30pm Sat 10 - 11am', ['FR 16:30-17:30', 'SA 10:00-11:00']],
    ['Mon-Fri 9.30am-12 noon, Sat 10 - 11am', ['MO,TU,WE,TH,FR 09:30-12:00', 'SA 10:00-11:00']],
    ['Tues/Weds 10am - 12pm. Thurs 10am - 2pm', ['TU,WE 10:00-12:00', 'TH 10:00-14:00']],
    ['Mon 1-2pm Thurs 10-11am Sat 12- 1pm', ['MO 13:00-14:00', 'TH 10:00-11:00', 'SA 12:00-13:00']],
    ['Tuesday 6:30pm to 8:30pm, Thursday 12pm to 3pm', ['TU 18:30-20:30', 'TH 12:00-15:00']],
    ['Monday - Saturday 7.30am = 4.30pm', ['MO,TU,WE,TH,FR,SA 07:30-16:30']],
    ['Wednesdays 1:30 – 3:30pm, and also a home delivery service', ['WE 13:30-15:30']],
    ['Food Bank – Wednesdays 10am – 12 noon\nEmergency Food Parcels – most days via phone', ['WE 10:00-12:00']],
    ['Foodbank: Wednesday 5 - 6.30pm\u00a0 Grocer Friday 9.30am - 12 noon', ['WE 17:00-18:30']],
    ['Food served daily 9am - 1:30pm', ['MO,TU,WE,TH,FR,SA,SU 09:00-13:30']],
    ['Daily (except Tues & Sat) 10:30am - 12pm', ['MO,WE,TH,FR,SU 10:30-12:00']],
    [
      'Weekdays and Saturdays 10am-4pm, except Thursdays 10am-12.30pm.',
      ['MO,TU,WE,FR,SA 10:00-16:00', 'TH 10:00-12:30'],
    ],
    ['9 - 4 weekdays except Wed 9 - 2', ['MO,TU,TH,FR 09:00-16:00', 'WE 09:00-14:00']],
    ['9 - 4 Monday - Friday.\u00a0 Emergency food parcels are held here', ['MO,TU,WE,TH,FR 09:00-16:00']],
    ['Mon & Thur 1-3pm (except bank holidays)', ['MO,TH 13:00-15:00']],
    [
      'Monday - Thursday 11:30am - 2pm and Monday - Thursday 5pm - 8pm',
      ['MO,TU,WE,TH 11:30-14:00', 'MO,TU,WE,TH 17:00-20:00'],
    ],
    [
      'Tuesdays & Fridays 12pm - 3pm; 1st Saturday of month 10am - 12noon',
      ['TU,FR 12:00-15:00', 'monthly 1SA 10:00-12:00'],
    ],
    ['Last Monday of every month 10.30am-12noon', ['monthly -1MO 10:30-12:00']],
    [
      'Tuesdays, Wednesdays and Fridays, 9.30-11.30am and 12.30-2.30pm.',
      ['TU,WE,FR 09:30-11:30', 'TU,WE,FR 12:30-14:30'],
    ],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected))
})

describe('what is not certain is not claimed', () => {
  test.each([
    '',
    'Not known',
    'One morning per week',
    'Wednesday 7:30pm',
    'Tuesday from 11am',
    'Monday & Friday 12noon',
    'Mon - Fri by appointment',
    'Monday - Friday via referral and Saturdays 10am -2pm',
    'Monday-Friday 8.30-4.30 (Office) Tuesday-Thursday 10am-1pm (community Shop)',
    'Mondays 1:30pm - 2:30pm + Bread Tues - Fri 2.30 - 3pm Local school term time only',
    'Closed during August 2017. Please go to the Hazel Grove distribution centre. Mon- Thursday 10 - 12noon (term-time only)',
    '24/7 upon request (need to arrange for one of our team to meet you there)',
    '5 days and 5 evenings per week',
    'alternate Saturdays 9.15am-12.15pm',
    'Monday 25 - 26pm',
    'Thursday morning, tinned food and dry goods only',
  ])('«%s»', (text) => expect(read(text)).toBeNull())

  test('whatever is written, what is read can be opened by', () => {
    const word = fc.constantFrom(
      'Mon',
      'Tuesday',
      '-',
      '&',
      '10am',
      '4pm',
      '12',
      'noon',
      'except',
      'daily',
      '1st',
      '9.30',
      'to',
      ',',
      'x',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 10 }), (words) => {
        for (const weekly of readOpeningText(words.join(' ')) ?? []) {
          const rest = { interval: null, bymonthday: null, dtstart: null, until: null, count: null }
          expect(isReadable({ ...rest, valid_from: null, valid_to: null, ...weekly })).toBe(true)
        }
      }),
    )
  })
})
