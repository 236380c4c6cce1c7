import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { root } from '#kernel/config/root.ts'
import type { Point } from '#kernel/geo/distance.ts'
import type { Finding } from '#slices/finder/tables.ts'

/** A series of numbers in [0, 1) that is the same each time (mulberry32). */
export const series = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
}

type Random = () => number
const pick = <Item>(random: Random, items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!

/** The pair of Box and Muller: distances from a centre as people settle. */
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

interface Real {
  title: string
  subkind: string
  text: string
}

const rowsOf = (file: string): Record<string, string>[] =>
  parse(readFileSync(path.join(root, 'demo/trafford', file)), { columns: true, bom: true, relax_column_count: true })

/** What is really there: names, kinds and descriptions, about 1,700 of them. */
const real = (): Real[] => [
  ...rowsOf('charities.csv').map((row) => ({
    title: row.charity_name!,
    subkind: 'charity',
    text: row.charity_activities!,
  })),
  ...rowsOf('sports_clubs.csv').map((row) => ({
    title: row.name!,
    subkind: 'sports',
    text: `${row.category} ${row.address}`,
  })),
  ...rowsOf('sports_facilities.csv').map((row) => ({
    title: row.site_name!,
    subkind: 'sports',
    text: `${row.facility_type} ${row.access_type} ${row.street} ${row.town}`,
  })),
  ...rowsOf('libraries.csv').map((row) => ({
    title: row.name!,
    subkind: 'library',
    text: `${row.type} ${row.address}`,
  })),
  ...rowsOf('food_banks.csv').map((row) => ({
    title: `${row.name} food bank`,
    subkind: 'food',
    text: `${row.referral} ${row.address} food parcels`,
  })),
  ...rowsOf('mental_health.csv').map((row) => ({ title: row.name!, subkind: 'mental_health', text: row.description! })),
  ...rowsOf('places_of_worship.csv').map((row) => ({ title: row.name!, subkind: 'worship', text: '' })),
]

interface Town extends Point {
  share: number
}

/** Sixty towns on about 120 × 120 km, a few large and many small, as a large county has. */
const townsOf = (random: Random): Town[] =>
  Array.from({ length: 60 }, (_, at) => ({ lat: 53 + random(), lon: -3.2 + random() * 1.8, share: 1 / (at + 2) }))

const townPicker = (random: Random, towns: Town[]) => {
  const upTo = towns.map((_, at) => towns.slice(0, at + 1).reduce((sum, { share }) => sum + share, 0))
  return () => {
    const drawn = random() * upTo.at(-1)!
    return towns[upTo.findIndex((sum) => drawn <= sum)]!
  }
}

const day = 86_400_000

const openingsOf = (random: Random, from: number) => {
  if (random() < 0.4) return null
  const [opens, length, every] = [8 + Math.floor(random() * 9), 2 + Math.floor(random() * 7), random() < 0.5 ? 1 : 7]
  const first = Math.floor(random() * 7)
  return Array.from({ length: 14 }, (_, at) => at)
    .filter((at) => every === 1 || at % 7 === first)
    .map((at) => ({
      start: new Date(from + at * day + opens * 3_600_000),
      end: new Date(from + at * day + (opens + length) * 3_600_000),
    }))
}

const sampled = (random: Random, words: readonly string[], count: number) =>
  Array.from({ length: count }, () => pick(random, words)).join(' ')

/** Findings made from the real names, kinds and words in their real frequencies; how many of them, in batches. */
export function* findings(count: number, seed = 7): Generator<Finding> {
  const random = series(seed)
  const base = real()
  const words = base.flatMap(({ text }) => text.split(/\s+/u)).filter(Boolean)
  const town = townPicker(random, townsOf(random))
  const today = Date.UTC(2026, 10, 21)
  for (let at = 0; at < count; at++) {
    const { title, subkind, text } = pick(random, base)
    const place = town()
    const spread = place.share > 0.1 ? 0.05 : 0.02
    yield {
      id: `00000000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`,
      kind: pick(random, ['service', 'service', 'place', 'organisation']),
      subkind,
      title: `${title} ${sampled(random, words, 1)}`,
      summary: `${text.slice(0, 160)} ${sampled(random, words, 8)}`,
      organisation: pick(random, base).title,
      area: null,
      words: sampled(random, words, 15),
      taxonomy: [],
      lat: place.lat + normal(random) * spread * 0.6,
      lon: place.lon + normal(random) * spread,
      zone: 'Europe/London',
      free: pick(random, [true, false, null]),
      stepFree: pick(random, [true, false, null]),
      opens: openingsOf(random, today),
      languages: ['en'],
      checkedAt: new Date(today - Math.floor(random() * 700) * day),
      source: 'seed',
      path: `/services/${at}`,
    }
  }
}

/** Where people ask from: in the towns, now and then between them. */
export const centres = (count: number, seed = 7): Point[] => {
  const random = series(seed)
  const towns = townsOf(random)
  const town = townPicker(random, towns)
  return Array.from({ length: count }, () => {
    const { lat, lon } = town()
    return random() < 0.1
      ? { lat: 53 + random(), lon: -3.2 + random() * 1.8 }
      : { lat: lat + normal(random) * 0.01, lon: lon + normal(random) * 0.02 }
  })
}
