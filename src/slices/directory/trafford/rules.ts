import { idFor, row } from '../listing/rules.ts'
import type { Need } from '../needs/rules.ts'
import type { Listings } from '../tables.ts'
import { plainName } from '../wording/rules.ts'
import type { Gazetteer } from './gazetteer/rules.ts'

/** A row of a packed file: column → text, empty where the source says nothing. */
export type Cells = Record<string, string>

export const zone = 'Europe/London'
export const holidays = 'GB-EAW'

/** The files that are read, with what is said of each on the page about our data. */
export const sources = {
  libraries: { name: 'Libraries in Greater Manchester', folder: 'libraries', by: 'Trafford Data Lab' },
  green_flags: { name: 'Green Flag parks', folder: 'green_flags', by: 'Keep Britain Tidy, Trafford Data Lab' },
  green_spaces: { name: 'OS Open Greenspace', folder: 'greenspaces', by: 'Ordnance Survey' },
  nature_reserves: { name: 'Local nature reserves', folder: 'local_nature_reserves', by: 'Natural England' },
  allotments: { name: 'Allotments in Trafford', folder: 'allotments', by: 'Trafford Data Lab, OpenStreetMap' },
  places_of_worship: { name: 'Places of worship', folder: 'places_of_worship', by: 'Ordnance Survey' },
  sports_facilities: { name: 'Active Places: sports facilities', folder: 'sport_facilities', by: 'Sport England' },
  sports_clubs: { name: 'Sports clubs in Trafford', folder: 'sports_clubs', by: 'Trafford Council' },
  childrens_centres: { name: 'Children’s centres', folder: 'childrens_centres', by: 'Trafford Council' },
  job_centres: { name: 'Jobcentre Plus offices', folder: 'jobcentre_plus', by: 'Department for Work and Pensions' },
  mental_health: { name: 'Mental health services', folder: 'mental_health', by: 'Trafford Council' },
  food_banks: {
    name: 'Food banks in Greater Manchester',
    folder: 'food_banks',
    by: 'Greater Manchester Poverty Action',
  },
  charities: { name: 'Charities that work in Trafford', folder: 'charities', by: 'Charity Commission' },
} as const
export type Source = keyof typeof sources

/** What became of a file's rows: nothing is lost without a reason. */
export interface Account {
  file: Source
  rows: number
  loaded: number
  /** Rows that are the same thing as another record: the record has what they say. */
  joined: number
  refused: Record<string, number>
}

/** All that the readers of the files share while one set of listings is made. */
export interface Making {
  listings: Listings
  gazetteer: Gazetteer
  organisations: Map<string, Listings['organization'][number]>
  /** Places that are known by name and postcode, for things that happen in them. */
  places: Map<string, string>
  accounts: Account[]
}

export const account = (making: Making, file: Source, rows: number): Account => {
  const made = { file, rows, loaded: 0, joined: 0, refused: {} }
  making.accounts.push(made)
  return made
}

export const refuse = (accounted: Account, reason: string) => {
  accounted.refused[reason] = (accounted.refused[reason] ?? 0) + 1
}

export const from = (source: Source, key: string, { date = null as string | null } = {}) => ({
  source_id: `trafford-${source.replaceAll('_', '-')}`,
  source_key: key,
  source_date: date,
})

const taxonomyId = idFor('wellmet', 'taxonomy', 'needs')
export const termId = (need: Need) => idFor('wellmet', 'taxonomy_term', need)
export { taxonomyId }

export const addNeeds = (
  { listings }: Making,
  entity: 'service' | 'location' | 'organization',
  id: string,
  list: Need[],
) => {
  for (const need of new Set(list)) {
    listings.attribute.push({
      id: idFor('wellmet', 'attribute', `${id} ${need}`),
      link_id: id,
      link_type: 'need',
      link_entity: entity,
      taxonomy_term_id: termId(need),
      value: null,
      label: null,
    })
  }
}

export const addPhone = (
  making: Making,
  owner: { service_id: string } | { location_id: string },
  number: string | null,
) => {
  if (!number) return
  const id = idFor('wellmet', 'phone', `${JSON.stringify(owner)} ${number}`)
  making.listings.phone.push(row('phone', { id, ...owner, number, type: 'voice' }))
}

export const addAddress = (
  making: Making,
  location_id: string,
  known: { address: string | null; postcode: string | null },
) => {
  const parts = (known.address ?? '')
    .replace(/\s*\n\s*/gu, ', ')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const city = parts.length > 1 ? parts.pop()!.replace(/\.$/u, '') : null
  making.listings.address.push(
    row('address', {
      id: idFor('wellmet', 'address', location_id),
      location_id,
      address_1: parts.join(', ') || null,
      city,
      postal_code: known.postcode,
      country: 'GB',
    }),
  )
}

/**
 * The organisation of this name, made at its first mention and completed by the later ones: a charity and the counselling service
 * that it runs are one. The first source that says something wins, so the order of the files decides.
 */
export const organisationNamed = (
  making: Making,
  name: string,
  known: Partial<Listings['organization'][number]>,
): Listings['organization'][number] => {
  const key = plainName(name)
  const there = making.organisations.get(key)
  if (there) {
    for (const [column, value] of Object.entries(known)) {
      const field = column as keyof typeof there
      if (value !== null && there[field] === null) Object.assign(there, { [field]: value })
    }
    return there
  }
  const made = row('organization', { id: idFor('trafford', 'organization', key), name, ...known })
  making.organisations.set(key, made)
  making.listings.organization.push(made)
  return made
}
