import { expect, test } from 'vitest'
import { saidIn } from './rules.ts'

test.each([
  ['leads to no organization: 99', 'wrong_leadsTo', { table: 'organization', written: '99' }],
  ['leads to no organization', 'wrong_leadsNowhere', { table: 'organization' }],
  ['leads to no service: two\nlines', 'wrong_leadsTo', { table: 'service', written: 'two\nlines' }],
  ['is not between -90 and 90', 'wrong_between', { min: '-90', max: '90' }],
  ['is no date', 'wrong_date', {}],
  ['is no date and time', 'wrong_moment', {}],
  ['the pin lies … km from the middle of all others', 'wrong_far', { distance: '…' }],
  ['row left out', 'did_rowOut', {}],
  ['cannot be read from here on: Quote Not Closed', 'wrong_unreadable', { why: 'Quote Not Closed' }],
  [
    'None of the 8 links in services.csv, column organization_id, leads to a record that is there: these files do not belong together, or one is missing.',
    'refusedApart',
    { given: '8', file: 'services.csv', column: 'organization_id' },
  ],
])('«%s» is a sentence of the catalogue', (words, key, values) => expect(saidIn(words)).toEqual({ key, values }))

test('what nobody has put into words of other languages stays as it is', () => {
  expect(saidIn('something new')).toBeNull()
  expect(saidIn('is no dates')).toBeNull()
})
