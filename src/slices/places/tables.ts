import type { Generated, Insertable } from 'kysely'
import type { OrganisationTables, Provenance } from '#slices/organisations/tables.ts'

/** What a person would call a place. `venue` and `office` are where something happens or is run, not worth going to by themselves. */
export const placeKinds = [
  'library',
  'park',
  'play_space',
  'playing_field',
  'tennis_court',
  'bowling_green',
  'cemetery',
  'nature_reserve',
  'allotment',
  'place_of_worship',
  'sports_facility',
  'childrens_centre',
  'job_centre',
  'school',
  'venue',
  'office',
] as const
export type PlaceKind = (typeof placeKinds)[number]

/** Features of access that a source may say yes or no to. */
export const features = [
  'entrance',
  'doorways',
  'reception',
  'activity',
  'toilets',
  'changing',
  'social',
  'spectators',
  'emergency_exits',
  'parking',
] as const
export type Feature = (typeof features)[number]

/** Names and columns of HSDS 3.2; what is ours besides is said in the migration. */
export interface PlaceTables extends Pick<OrganisationTables, 'source' | 'organization'> {
  location: Provenance & {
    id: string
    location_type: 'physical' | 'postal' | 'virtual'
    kind: PlaceKind
    url: string | null
    organization_id: string | null
    name: string | null
    alternate_name: string | null
    description: string | null
    transportation: string | null
    latitude: number | null
    longitude: number | null
    precision: 'exact' | 'postcode' | 'district'
    external_identifier: string | null
    external_identifier_type: string | null
    zone: string
    holiday_region: string | null
    area: string | null
    confidential: Generated<boolean>
    modified_at: Generated<Date>
  }
  public_location: Provenance & {
    id: string
    location_type: 'physical' | 'postal' | 'virtual'
    kind: PlaceKind
    organization_id: string | null
    name: string | null
    alternate_name: string | null
    zone: string
    holiday_region: string | null
    area: string | null
    confidential: boolean
    modified_at: Date
    url: string | null
    description: string | null
    transportation: string | null
    latitude: number | null
    longitude: number | null
    precision: 'exact' | 'postcode' | 'district'
    external_identifier: string | null
    external_identifier_type: string | null
  }
  address: {
    id: string
    location_id: string
    attention: string | null
    address_1: string | null
    address_2: string | null
    city: string | null
    region: string | null
    state_province: string | null
    postal_code: string | null
    country: string | null
    address_type: 'physical' | 'postal' | 'virtual'
  }
  public_address: {
    id: string
    location_id: string
    attention: string | null
    address_1: string | null
    address_2: string | null
    city: string | null
    region: string | null
    state_province: string | null
    postal_code: string | null
    country: string | null
    address_type: 'physical' | 'postal' | 'virtual'
  }
  secret_location: { location_id: string; whereabouts: unknown; sealed_at: Generated<Date> }
  secret_opening: { location_id: string; person_id: string; until: Date }
  accessibility: {
    id: string
    location_id: string
    description: string | null
    details: string | null
    url: string | null
    feature: Feature | null
    present: boolean | null
  }
  ground: {
    id: string
    kind: 'green' | 'reserve' | 'extent'
    name: string | null
    location_id: string | null
    shape: { type: string; coordinates: unknown }
  }
}

/** Rows of places as they are written. */
export interface PlaceRows {
  location: Insertable<PlaceTables['location']>[]
  address: Insertable<PlaceTables['address']>[]
  accessibility: Insertable<PlaceTables['accessibility']>[]
  ground: Insertable<PlaceTables['ground']>[]
}
