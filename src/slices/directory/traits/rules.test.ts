import { expect, test } from 'vitest'
import { traitsOfPlace, traitsOfService } from './rules.ts'

const service = {
  needs: ['food', 'older_people', 'Emergency Food'],
  languages: ['es', 'en-GB', 'Spanish'],
  facts: [],
  spot: null,
  fees: null,
  how: null,
  interpretation: null,
  has_room: null,
}

test('tells what it is about, for whom, and the languages; terms of other lists are no choice', () => {
  expect(traitsOfService(service)).toEqual(['for:older_people', 'need:food', 'speaks:en', 'speaks:es'])
})

test('takes plain words as a yes, and what somebody told us before them', () => {
  const worded = { ...service, needs: [], languages: [], how: 'Walk in or call.', fees: 'Sliding fee scale' }
  expect(traitsOfService(worded)).toEqual(['has:drop_in', 'has:sliding_scale'])
  expect(traitsOfService({ ...worded, facts: [{ feature: 'drop_in', present: false }] })).toEqual(['has:sliding_scale'])
  expect(traitsOfService({ ...worded, how: 'Call for an appointment.' })).toEqual(['has:sliding_scale'])
})

test('a place has the access that its source says yes to', () => {
  const access = [
    { feature: 'toilets' as const, present: true },
    { feature: 'changing' as const, present: false },
    { feature: 'entrance' as const, present: true },
  ]
  expect(traitsOfPlace({ needs: [], languages: [], facts: [], spot: { access } })).toEqual(['has:toilet'])
})
