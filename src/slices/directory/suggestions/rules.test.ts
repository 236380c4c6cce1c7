import { expect, test } from 'vitest'
import { freshPart } from './rules.ts'

test('what is new in a sentence is what the old one neither begins nor ends with', () => {
  expect(freshPart('Tea and company.', 'Tea and company. New people are welcome.')).toEqual({
    before: 'Tea and company. ',
    fresh: 'New people are welcome.',
    after: '',
  })
  expect(freshPart('Open on Mondays at noon', 'Open on Tuesdays at noon')).toEqual({
    before: 'Open on ',
    fresh: 'Tuesdays ',
    after: 'at noon',
  })
  expect(freshPart('', 'All of it')).toEqual({ before: '', fresh: 'All of it', after: '' })
  expect(freshPart('The same', 'The same')).toEqual({ before: 'The same', fresh: '', after: '' })
  expect(freshPart('on on on', 'on on')).toEqual({ before: 'on on', fresh: '', after: '' })
})
