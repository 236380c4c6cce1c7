import { expect, test } from 'vitest'
import { en } from '../messages/en.ts'
import { needs, needsIn } from './rules.ts'

test.each([
  ['Drop in group for people suffering from depression.', ['mental_health']],
  ['Listening Ear service for residents feeling lonely or isolated.', ['counselling', 'company']],
  ['Food bank and hot meals', ['food', 'meals']],
  ['Provides scouting activities for boys and girls', ['young_people', 'women']],
  ['Citizens Advice Millbrook', ['debt', 'benefits', 'advice']],
  ['We deliver free English and computer classes', ['english', 'learning', 'computers']],
  ['Friends of the English Martyrs', []],
  ['Building preservation', []],
  ['We run the scaffolding of partnerships', []],
])('%s', (text, expected) => expect(needsIn(text)).toEqual(expected))

test('about forty needs, each with a name, and at most five for one text', () => {
  expect(needs.length).toBeGreaterThan(38)
  for (const need of needs) expect(en[`need_${need}`]).toBeTruthy()
  expect(needsIn(`${needs.join(' ')} food bank debt housing homeless cancer church sport`)).toHaveLength(5)
})
