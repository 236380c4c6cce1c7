import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { root } from '#kernel/config/root.ts'
import type { Entry } from '#kernel/geo/gazetteer.ts'
import { noListings } from '../listing/rules.ts'
import { needs } from '../needs/rules.ts'
import type { Listings } from '../tables.ts'
import { readCharities } from './charities/rules.ts'
import { gazetteerOf, pointOf } from './gazetteer/rules.ts'
import {
  type Landmark,
  type Outline,
  readExtent,
  readGreenFlags,
  readGreenSpaces,
  readLibraries,
  readPlainPlaces,
  readReserves,
  readWorship,
} from './places/rules.ts'
import { type Account, type Cells, type Making, sources, taxonomyId, termId } from './rules.ts'
import { readFoodBanks, readMentalHealth, readSportsClubs } from './services/rules.ts'
import { readSportsFacilities } from './sports/rules.ts'

const folder = path.join(root, 'demo/trafford')
const published = '2026-05-12'

const rows = (name: string): Cells[] =>
  parse(readFileSync(path.join(folder, `${name}.csv`)), { columns: true, bom: true })
const outlines = (name: string): Outline[] =>
  (JSON.parse(readFileSync(path.join(folder, `${name}.geojson`), 'utf8')) as { features: Outline[] }).features

const located = ['libraries', 'food_banks', 'sports_clubs', 'job_centres', 'childrens_centres'] as const

const readSources = ({ listings }: Making) => {
  for (const [key, { name, folder: where, by }] of Object.entries(sources)) {
    listings.source.push({
      id: `trafford-${key.replaceAll('_', '-')}`,
      name,
      url: `https://github.com/traffordDataLab/open_data/tree/master/${where}`,
      licence: 'Open Government Licence v3.0',
      licence_url: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
      attribution: `Contains data of ${by}, published by the Trafford Data Lab. © Crown copyright and database right; licensed under the Open Government Licence v3.0.`,
      published_on: published,
    })
  }
}

const humanName = (need: string) => need.replaceAll('_', ' ').replace(/^./u, (letter) => letter.toUpperCase())

const readTaxonomy = ({ listings }: Making) => {
  listings.taxonomy.push({
    id: taxonomyId,
    name: 'Needs',
    description: 'What people need, in everyday words.',
    uri: null,
    version: '1',
  })
  for (const need of needs) {
    listings.taxonomy_term.push({
      id: termId(need),
      code: need,
      name: humanName(need),
      description: humanName(need),
      parent_id: null,
      taxonomy: 'Needs',
      language: 'en',
      taxonomy_id: taxonomyId,
      term_uri: null,
    })
  }
}

const landmarks = (cells: Cells[]): Landmark[] =>
  cells.map((row) => ({ name: row.name ?? row.site_name!, point: pointOf(row)! }))

const entriesOf = ({ gazetteer }: Making): Entry[] => [
  ...[...gazetteer.postcodes].map(([name, point]) => ({ name, kind: 'postcode' as const, ...point })),
  ...[...gazetteer.districts].map(([name, point]) => ({ name, kind: 'outcode' as const, ...point })),
  ...[...gazetteer.towns].map(([name, point]) => ({ name, kind: 'town' as const, ...point })),
]

export interface Trafford {
  listings: Listings
  gazetteer: Entry[]
  accounts: Account[]
  /** Food banks: how many texts about hours there are, and how many of them could be read. */
  hours: { told: number; read: number }
}

/** The packed files of `demo/trafford` as listings. The order matters: what comes first gives a shared organisation its words. */
export const traffordListings = (): Trafford => {
  const tables = new Map(located.map((name) => [name, rows(name)]))
  const making: Making = {
    listings: noListings(),
    gazetteer: gazetteerOf(
      [...tables.values(), rows('sports_facilities').map((cells) => ({ ...cells, address: '' }))].flat(),
    ),
    organisations: new Map(),
    places: new Map(),
    accounts: [],
  }
  readSources(making)
  readTaxonomy(making)
  readLibraries(making, tables.get('libraries')!)
  readGreenSpaces(
    making,
    outlines('green_spaces'),
    landmarks([...tables.get('libraries')!, ...rows('places_of_worship'), ...rows('sports_facilities')]),
  )
  readReserves(making, outlines('nature_reserves'))
  readGreenFlags(making, rows('green_flags'))
  readPlainPlaces(making, 'allotments', rows('allotments'))
  readPlainPlaces(making, 'childrens_centres', tables.get('childrens_centres')!)
  readPlainPlaces(making, 'job_centres', tables.get('job_centres')!)
  readWorship(making, rows('places_of_worship'))
  readSportsFacilities(making, rows('sports_facilities'))
  readSportsClubs(making, tables.get('sports_clubs')!)
  readMentalHealth(making, rows('mental_health'))
  const hours = readFoodBanks(making, tables.get('food_banks')!)
  readCharities(making, rows('charities'))
  readExtent(making, outlines('extent'))
  return { listings: making.listings, gazetteer: entriesOf(making), accounts: making.accounts, hours }
}
