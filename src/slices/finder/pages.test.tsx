import { describe, expect, test } from 'vitest'
import { languages, translator } from '#kernel/messages/messages.ts'
import { frameFor, rendered } from '#test/frame.tsx'
import { FindRequest } from './fields.ts'
import { finderSentences, type MessageKey } from './messages/catalogue.ts'
import { closerKind, FindingCard, ShowFind } from './pages.tsx'
import type { Found } from './queries.ts'
import type { FoundItem } from './tables.ts'

const now = new Date('2026-11-23T12:00:00Z')

const item: FoundItem = {
  id: '00000000-0000-7000-8000-000000000001',
  kind: 'organisation',
  subkind: 'organisation',
  title: 'Friday circle',
  summary: '',
  organisation: null,
  area: 'Sale',
  lat: 53.42,
  lon: -2.32,
  zone: 'Europe/London',
  free: null,
  stepFree: null,
  opens: null,
  languages: [],
  checkedAt: null,
  source: null,
  path: '/organisations/1',
  precision: 'district',
  thing: '00000000-0000-7000-8000-000000000001',
  traits: [],
  sites: 1,
  metres: 0,
}

const nothing: Found = {
  advice: false,
  page: 1,
  items: [],
  total: 0,
  more: false,
  pages: 0,
  where: { name: 'M33', kind: 'outcode', lat: 53.42, lon: -2.32, insteadOf: null },
  unknownPlace: null,
  within: null,
  slips: [],
  understood: { q: '', near: 'M33', open: false, stepfree: false, nearMe: false },
  counts: {},
  without: { words: 'all', filters: [] },
}

const headingOf = (asked: Record<string, string>, language: (typeof languages)[number] = 'en') => {
  const t = translator<MessageKey>(language, finderSentences)
  const request = FindRequest.parse(asked)
  const html = rendered(
    <ShowFind
      asked={request}
      found={{ ...nothing, understood: { ...nothing.understood, ...request } }}
      now={now}
      language={language}
      named={() => null}
      t={t}
    />,
    frameFor(language),
  )
  return /<h1>(.*?)<\/h1>/su.exec(html)![1]!
}

describe('the heading', () => {
  test('sets only the words of the person and the place apart, so that the sentence keeps its direction', () => {
    expect(headingOf({ q: 'food', near: 'M33' }, 'ar')).toMatch(/^<bdi>Food<\/bdi> .*<bdi>M33<\/bdi>$/u)
  })

  test('names the kind where nothing else was asked for', () => {
    expect(headingOf({ kind: 'library', near: 'M33' }).replace(/<[^>]*>/gu, '')).toBe('Libraries near M33')
    expect(headingOf({ kind: 'place', near: 'M33' }).replace(/<[^>]*>/gu, '')).toBe('Places near M33')
  })

  test('stays text, whatever was typed', () => {
    expect(headingOf({ q: '<b>{place}', near: 'M33' })).toContain('&lt;b>')
  })
})

test('a kind that nobody named is shown by its own word', () => {
  const t = translator<MessageKey>('en', finderSentences)
  expect(closerKind('food_bank', t)).toBe('Food banks')
  expect(closerKind('repair_cafe', t)).toBe('Repair cafe')
  expect(closerKind('constructor', t)).toBe('Constructor')
})

test.each(languages)('%s: what is only known by its district shows words and no distance', (language) => {
  const html = rendered(<FindingCard item={item} now={now} language={language} />, frameFor(language))
  const t = translator<MessageKey>(language, finderSentences)
  expect(html).toContain(t('somewhereIn', { area: 'Sale' }))
  expect(html).not.toContain(t('metres', { metres: 50 }))
})
