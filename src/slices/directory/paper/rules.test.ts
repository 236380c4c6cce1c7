import { expect, test } from 'vitest'
import { translator } from '#kernel/messages/messages.ts'
import { timeWords } from '#kernel/time/words.ts'
import { ar } from '../messages/ar.ts'
import { en, type MessageKey } from '../messages/en.ts'
import { es } from '../messages/es.ts'
import type { GuideEntry } from './queries.ts'
import { entryBlock, guideSheet, weekLines } from './rules.ts'

const now = new Date('2026-11-21T12:00:00Z')
const t = translator<MessageKey>('en', { en, es, ar })
const voice = { t, language: 'en' as const, now, recordsIn: 'en' }

const entry = (more: Partial<GuideEntry> = {}): GuideEntry => ({
  id: '0190c2f8-6b1a-7c3e-9f00-0123456789ab',
  path: 'services',
  kind: 'food_bank',
  name: 'Bridge Street pantry',
  description: 'Food for whoever needs it.',
  need: 'food',
  area: 'Sale',
  address: ['1 Bridge Street', 'Sale', 'M33 7ZF'],
  zone: 'Europe/London',
  holiday_region: null,
  phones: ['0161 000 0000'],
  fees: null,
  prices: [],
  schedules: [],
  checked_at: new Date('2026-10-01T10:00:00Z'),
  ...more,
})

test('days with the same hours stand together, closed ones not at all', () => {
  const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    isToday: false,
    spans: weekday < 3 ? [{ opens: '09:00', closes: '17:00' }] : [],
  }))
  expect(weekLines(week, timeWords('en', 'Europe/London', now), (days) => days.join(' and '))).toEqual([
    'Monday and Tuesday: 9 am to 5 pm',
  ])
})

test('an entry says where, how to reach it, when it was checked, and where it is told today', () => {
  expect(entryBlock(entry(), voice, 'https://town.example')).toMatchObject({
    as: 'entry',
    title: 'Bridge Street pantry',
    lines: expect.arrayContaining(['1 Bridge Street, Sale, M33 7ZF', 'Telephone 0161 000 0000']),
    small: 'Last checked on 1 October 2026.',
    address: 'https://town.example/services/0190c2f8-6b1a-7c3e-9f00-0123456789ab',
  })
  expect(entryBlock(entry({ checked_at: null }), voice, '')).toMatchObject({
    small: expect.stringContaining('ring first'),
  })
  expect(entryBlock(entry({ checked_at: null, phones: [] }), voice, '')).toMatchObject({
    small: expect.not.stringContaining('ring'),
  })
})

test('rule 3: what has no address is printed with its area and no way there', () => {
  const block = entryBlock(entry({ address: [] }), voice, '')
  expect(block).toMatchObject({ lines: expect.arrayContaining(['Sale']) })
})

test('the guide goes by need and area, with numbers for a crisis before all else', () => {
  const { blocks } = guideSheet(
    [entry(), entry({ name: 'Other pantry' }), entry({ need: null, area: null, name: 'Else' })],
    [
      {
        ref: 'x',
        country: 'GB',
        language: 'en',
        name: 'Samaritans',
        number: '116 123',
        answers: 'listening',
        source: '',
        checkedOn: null,
      },
    ],
    voice,
    {
      title: 'Guide',
      community: 'Town',
      origin: 'https://town.example',
      large: false,
      isSentence: (key): key is MessageKey => key in en,
    },
  )
  const said = blocks.flatMap((block) => ('text' in block ? [block.text] : 'title' in block ? [block.title] : []))
  expect(blocks[3]).toMatchObject({ as: 'urgent', lines: ['Samaritans: 116 123'] })
  expect(said.slice(4)).toEqual(['Food', 'Sale', 'Bridge Street pantry', 'Other pantry', 'More', 'All over', 'Else'])
})
