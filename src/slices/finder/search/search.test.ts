import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { metresBetween } from '#kernel/geo/distance.ts'
import { testDatabase } from '#test/database.ts'
import { dropFindings, putFindings } from '../commands.ts'
import type { Finding } from '../tables.ts'
import { type Weight, weightedTokens } from '../words/rules.ts'
import { conditions, hitsOf, type Search, values } from './queries.ts'
import {
  detours,
  meantDetour,
  missingDetour,
  overdueAnywhere,
  overdueDetour,
  rings,
  weights,
  wideMetres,
} from './rules.ts'

let town: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  town = await testDatabase()
  await town.community.write.transaction().execute((tx) => putFindings(tx, findings))
})
afterAll(() => town.stop())

const vocabulary = ['food', 'chess', 'park', 'debt', 'choir', 'swim', 'film', 'map']
const noon = new Date('2026-11-23T12:00:00Z')

/** The same numbers each time, so that a failure can be looked at again. */
const series = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0
  return (seed >>> 0) / 4_294_967_296
}

const random = series(11)
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!
const some = () => Array.from({ length: Math.floor(random() * 3) }, () => pick(vocabulary)).join(' ')

const finding = (at: number): Finding => ({
  id: `00000000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`,
  kind: pick(['service', 'place', 'organisation']),
  subkind: pick(['library', 'room']),
  title: some(),
  summary: some(),
  organisation: random() < 0.5 ? some() : null,
  area: null,
  words: some(),
  taxonomy: [],
  ...(random() < 0.1
    ? { lat: null, lon: null, precision: pick(['exact', 'wide'] as const) }
    : { lat: 53.4 + (random() - 0.5) ** 3 * 6, lon: -2.3 + (random() - 0.5) ** 3 * 9 }),
  zone: 'Europe/London',
  free: pick([true, false, null]),
  stepFree: pick([true, false, null]),
  opens:
    random() < 0.5
      ? null
      : [{ start: new Date('2026-11-23T11:00:00Z'), end: new Date(noon.getTime() + (random() - 0.5) * 3_600_000) }],
  languages: [],
  checkedAt: null,
  source: null,
  path: `/services/${at}`,
  traits: pick([[], ['has:quiet'], ['has:quiet', 'need:food']]),
  ages: pick([
    { from: null, to: null },
    { from: 18, to: null },
    { from: null, to: 25 },
  ]),
  checkDue: pick([null, new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')]),
})

const findings = Array.from({ length: 1_500 }, (_, at) => finding(at))

const matches = (one: Finding, search: Search, words: Map<string, Weight>) =>
  search.wanted.every(({ typed }) => words.has(typed)) &&
  (!search.kind || one.kind === search.kind || one.subkind === search.kind) &&
  (!search.free || one.free === true) &&
  (!search.stepFree || one.stepFree === true) &&
  search.traits.every((trait) => one.traits!.includes(trait)) &&
  (search.age === null || ((one.ages!.from ?? 0) <= search.age && search.age <= (one.ages!.to ?? 200))) &&
  (!search.openAt || (one.opens?.some(({ start, end }) => start <= noon && noon < end) ?? false))

/** The same answer without any index: everything looked at, one by one. */
const byHand = (search: Search) => {
  const all = findings.flatMap((one) => {
    const words = weightedTokens(one)
    if (!matches(one, search, words)) return []
    const metres = !search.near
      ? 0
      : one.lat === null || one.lon === null
        ? one.precision === 'wide'
          ? wideMetres
          : 1e9
        : metresBetween(search.near, { lat: one.lat, lon: one.lon })
    const all = search.wanted.reduce((sum, wanted) => sum + missingDetour(wanted), 0)
    const fit = search.wanted
      .map((wanted) => Math.round((detours[words.get(wanted.typed)!] * missingDetour(wanted)) / all))
      .reduce((sum, part) => sum + part, 0)
    const overdue = one.checkDue && one.checkDue < noon ? (search.near ? overdueDetour : overdueAnywhere) : 0
    return [{ id: one.id, metres, detour: fit + overdue }]
  })
  const within = (radius: number) => all.filter(({ metres }) => metres <= radius)
  const held = (radius: number) =>
    within(radius).reduce(
      (sum, { detour }) => sum + (detour <= detours.B + meantDetour ? weights.good : weights.mention),
      0,
    )
  const { radius } = search.near ? rings.find((ring) => held(ring.radius) >= ring.enough)! : rings.at(-1)!
  return {
    radius,
    found: within(radius).sort((a, b) => a.metres + a.detour - b.metres - b.detour || (a.id < b.id ? -1 : 1)),
  }
}

const search = (): Search => ({
  wanted: Array.from({ length: pick([0, 1, 1, 2]) }, () => pick(vocabulary)).map((typed) => ({
    typed,
    alternatives: [[typed]],
    said: [[typed]],
    uses: pick([100, 1_000, 10_000]),
  })),
  near: random() < 0.2 ? null : { lat: 53.4 + (random() - 0.5) * 0.4, lon: -2.3 + (random() - 0.5) * 0.6 },
  kind: pick([null, null, 'place', 'library']),
  openAt: pick([null, null, noon]),
  free: random() < 0.2,
  stepFree: random() < 0.2,
  relaxed: false,
  traits: pick([[], [], ['has:quiet'], ['has:quiet', 'need:food']]),
  age: pick([null, null, 17, 30]),
  order: 'near',
  now: noon,
  counted: false,
  offset: 0,
  limit: 2_000,
})

test('the index finds exactly what looking at everything finds, in the same order', async () => {
  for (let round = 0; round < 120; round++) {
    const asked = search()
    const expected = byHand(asked)
    const hits = await hitsOf(town.community.read, asked)
    expect({ round, radius: hits.radius, total: hits.total, ids: hits.items.map(({ id }) => id) }).toEqual({
      round,
      radius: expected.radius,
      total: expected.found.length,
      ids: expected.found.map(({ id }) => id),
    })
  }
})

test('pages follow one another without gap or repetition', async () => {
  const asked = {
    ...search(),
    wanted: [],
    kind: null,
    openAt: null,
    free: false,
    stepFree: false,
    traits: [],
    age: null,
  }
  const whole = await hitsOf(town.community.read, asked)
  const parts = await Promise.all(
    Array.from({ length: Math.ceil(whole.total / 7) }, (_, at) =>
      hitsOf(town.community.read, { ...asked, offset: at * 7, limit: 7 }),
    ),
  )
  expect(parts.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(whole.items.map(({ id }) => id))
})

test('telling the same again changes nothing, telling otherwise replaces, and what is dropped is gone', async () => {
  const { write, read } = town.community
  const one = { ...findings[0]!, title: 'zither', lat: 10, lon: 10 }
  const stamp = async () =>
    (await read.selectFrom('finding').select('changed_at').where('id', '=', one.id).executeTakeFirst())?.changed_at
  const zither = {
    ...search(),
    wanted: [{ typed: 'zither', alternatives: [['zither']], said: [['zither']], uses: 1 }],
    kind: null,
    openAt: null,
    free: false,
    traits: [],
    age: null,
    stepFree: false,
  }

  await write.transaction().execute((tx) => putFindings(tx, [one]))
  const before = await stamp()
  await write.transaction().execute((tx) => putFindings(tx, [one]))
  expect(await stamp()).toEqual(before)
  expect((await hitsOf(read, zither)).items.map(({ title }) => title)).toEqual(['zither'])

  await write.transaction().execute((tx) => dropFindings(tx, [one.id]))
  expect((await hitsOf(read, zither)).total).toBe(0)
})

test('however many keys are looked up, the index answers, or every row is asked first what costs little', async () => {
  const wanted = vocabulary.map((typed) => ({ typed, alternatives: [[typed]], said: [[typed]], uses: 1_000 }))
  const near = { lat: 53.4, lon: -2.3 }
  const { list, $ } = values()
  const text = conditions({ ...search(), near, wanted, relaxed: true, openAt: null, free: false }, 8_000, $)
  const plan = await town.community.read.executeQuery(
    CompiledQuery.raw(`explain select id from finding where ${text}`, list),
  )
  const told = JSON.stringify(plan.rows)
  if (!told.includes('finding_by_reach')) expect(told.indexOf('words @@')).toBeLessThan(told.indexOf('reach &&'))
  expect(told).not.toMatch(/reach && '/u)
})
