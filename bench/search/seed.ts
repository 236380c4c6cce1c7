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

/** What can be chosen, and how many of a hundred findings have it: a few are common, most are rare, as in a real directory. */
const traitShares: [string, number][] = [
  ...['advice', 'food', 'health', 'money', 'company', 'housing', 'learning', 'work', 'legal', 'crisis'].map(
    (need, at): [string, number] => [`need:${need}`, 20 / (at + 1)],
  ),
  ...['children', 'older_people', 'women', 'disability', 'newcomers', 'carers'].map((who, at): [string, number] => [
    `for:${who}`,
    12 / (at + 1),
  ]),
  ...['toilet', 'parking', 'quiet', 'hearing_loop', 'child_friendly', 'by_phone', 'drop_in', 'no_id'].map(
    (feature, at): [string, number] => [`has:${feature}`, 25 / (at + 1)],
  ),
  ...['es', 'ur', 'pl', 'ar', 'zh'].map((code, at): [string, number] => [`speaks:${code}`, 10 / (at + 1)]),
]

type Text = Pick<Finding, 'kind' | 'subkind' | 'title' | 'summary' | 'organisation' | 'area' | 'words' | 'taxonomy'>

/** More texts than these are not made: then each stands at several places, under several names of its own. */
const mostTexts = 50_000

const textsOf = (random: Random, count: number): Text[] => {
  const base = real()
  const words = base.flatMap(({ text }) => text.split(/\s+/u)).filter(Boolean)
  return Array.from({ length: Math.min(count, mostTexts) }, () => {
    const { title, subkind, text } = pick(random, base)
    return {
      kind: pick(random, ['service', 'service', 'place', 'organisation'] as const),
      subkind,
      title: `${title} ${sampled(random, words, 1)}`,
      summary: `${text.slice(0, 160)} ${sampled(random, words, 8)}`,
      organisation: pick(random, base).title,
      area: null,
      words: sampled(random, words, 15),
      taxonomy: [],
    }
  })
}

const today = Date.UTC(2026, 10, 21)
const idOf = (at: number) => `00000000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`

/** One in fifty has no place that may be known; of the others some are known by their postcode or district only. */
const placeOf = (random: Random, { lat, lon, share }: Town): Pick<Finding, 'lat' | 'lon' | 'precision'> => {
  if (random() < 0.02) return { lat: null, lon: null, precision: 'wide' }
  const spread = share > 0.1 ? 0.05 : 0.02
  return {
    lat: lat + normal(random) * spread * 0.6,
    lon: lon + normal(random) * spread,
    precision: pick(random, ['exact', 'exact', 'exact', 'postcode', 'district'] as const),
  }
}

/** What is told of a thing besides its words, wherever it is. */
const toldOf = (random: Random) => ({
  free: pick(random, [true, false, null]),
  traits: traitShares.filter(([, share]) => random() * 100 < share).map(([trait]) => trait),
  ages: pick(random, [
    { from: null, to: null },
    { from: null, to: null },
    { from: 18, to: null },
    { from: null, to: 25 },
  ]),
  checkedAt: new Date(today - Math.floor(random() * 700) * day),
  checkDue: random() < 0.2 ? new Date(today - day) : new Date(today + 90 * day),
})

/** Findings made from the real names, kinds and words in their real frequencies. One thing in eight is at two to four places. */
export function* findings(count: number, seed = 7): Generator<Finding> {
  const random = series(seed)
  const town = townPicker(random, townsOf(random))
  const texts = textsOf(random, count)
  for (let at = 0; at < count; ) {
    const sites = random() < 0.125 ? 2 + Math.floor(random() * 3) : 1
    const [text, told, thing] = [pick(random, texts), toldOf(random), idOf(at)]
    for (const last = Math.min(count, at + sites); at < last; at++)
      yield {
        ...text,
        ...told,
        ...placeOf(random, town()),
        id: idOf(at),
        thing,
        zone: 'Europe/London',
        stepFree: pick(random, [true, false, null]),
        opens: openingsOf(random, today),
        languages: ['en'],
        source: 'seed',
        path: `/services/${thing}`,
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
