import type { Feature } from '#slices/places/tables.ts'
import { idFor, row } from '../../listing/rules.ts'
import type { Need } from '../../needs/rules.ts'
import { phoneNumber, plainName, postcodeOf, webAddress } from '../../wording/rules.ts'
import { areaOf, pointOf } from '../gazetteer/rules.ts'
import { isSameGreen } from '../places/rules.ts'
import {
  account,
  addAddress,
  addNeeds,
  addPhone,
  type Cells,
  from,
  holidays,
  type Making,
  refuse,
  sources,
  zone,
} from '../rules.ts'
import { addNoCost } from '../services/rules.ts'

/** The register's columns for disabled people, and the feature that each speaks of. */
const columns: Record<string, Feature> = {
  disability_finding_reaching_entrance: 'entrance',
  disability_doorways: 'doorways',
  disability_reception_area: 'reception',
  disability_activity_area: 'activity',
  disability_toilets: 'toilets',
  disability_changing_facilities: 'changing',
  disability_social_areas: 'social',
  disability_spectator_areas: 'spectators',
  disability_emergency_exits: 'emergency_exits',
  disability_parking: 'parking',
}

/** Who may use it, in the register's own words: they are stored as they are, and said in each language by the page. */
const accessTypes: Record<string, { isFree: boolean; fees: string | null; who: string | null }> = {
  'Free Public Access': { isFree: true, fees: null, who: null },
  'Pay and Play': { isFree: false, fees: 'Pay and Play', who: null },
  'Registered Membership use': { isFree: false, fees: null, who: 'Registered Membership use' },
  'Sports Club / Community Association': { isFree: false, fees: null, who: 'Sports Club / Community Association' },
}

const privateUse = 'private use: not open to the public'

const addAccess = (making: Making, location_id: string, rows: readonly Cells[]) => {
  for (const [column, feature] of Object.entries(columns)) {
    const said = new Set(rows.map((cells) => cells[column]))
    if (said.size !== 1 || !/^(Yes|No)$/u.test([...said][0]!)) continue
    making.listings.accessibility.push({
      id: idFor('trafford', 'accessibility', `${location_id} ${feature}`),
      location_id,
      description: null,
      details: sources.sports_facilities.name,
      url: null,
      feature,
      present: said.has('Yes'),
    })
  }
  for (const note of new Set(rows.map(({ disability_notes }) => disability_notes!).filter(Boolean))) {
    making.listings.accessibility.push({
      id: idFor('trafford', 'accessibility', `${location_id} ${note}`),
      location_id,
      description: note,
      details: null,
      url: null,
      feature: null,
      present: null,
    })
  }
}

const needsOf = (rows: readonly Cells[]): Need[] =>
  rows.some(({ facility_type }) => facility_type === 'Swimming pools') ? ['sport', 'swimming'] : ['sport']

const addFacility = (making: Making, location_id: string, site: string, cells: Cells) => {
  const key = `${cells.site_id} ${cells.facility_type} ${cells.access_type} ${cells.facility_areas_on_site}`
  const access = accessTypes[cells.access_type!]!
  const id = idFor('trafford sports_facilities', 'service', key)
  making.listings.service.push(
    row('service', {
      id,
      kind: 'facility',
      name: `${cells.facility_type}, ${site}`,
      status: 'active',
      fees_description: access.fees,
      eligibility_description: access.who,
      ...from('sports_facilities', key, { date: cells.site_last_updated_date || null }),
    }),
  )
  making.listings.service_at_location.push({
    id: idFor('trafford', 'service_at_location', `${id} ${location_id}`),
    service_id: id,
    location_id,
    description: null,
  })
  if (access.isFree) addNoCost(making, id)
}

const listed = (rows: readonly Cells[]) => `${[...new Set(rows.map(({ facility_type }) => facility_type))].join(', ')}.`

const addSite = (making: Making, site_id: string, rows: readonly Cells[]) => {
  const first = rows[0]!
  const [point, postcode] = [pointOf(first), postcodeOf(first.postcode ?? '')]
  const there = point && making.listings.location.find(isSameGreen(first.site_name!, point))
  if (there) {
    there.description = [there.description, listed(rows)].filter(Boolean).join(' ')
    return addWhatIsThere(making, there.id, first, rows)
  }
  const id = idFor('trafford sports_facilities', 'location', site_id)
  const address = [first.street, first.town].filter(Boolean).join(', ')
  making.listings.location.push(
    row('location', {
      id,
      kind: 'sports_facility',
      zone,
      holiday_region: holidays,
      name: first.site_name!,
      description: listed(rows),
      url: webAddress(first.website ?? ''),
      latitude: point?.lat ?? null,
      longitude: point?.lon ?? null,
      area: areaOf(making.gazetteer, address, point),
      external_identifier: site_id,
      external_identifier_type: 'Active Places site',
      ...from('sports_facilities', site_id, { date: first.site_last_updated_date || null }),
      checked_at: first.site_last_updated_date ? new Date(`${first.site_last_updated_date}T00:00:00Z`) : null,
    }),
  )
  making.places.set(`${plainName(first.site_name!)} ${postcode}`, id)
  addAddress(making, id, { address, postcode })
  addWhatIsThere(making, id, first, rows)
}

const addWhatIsThere = (making: Making, location_id: string, first: Cells, rows: readonly Cells[]) => {
  addPhone(making, { location_id }, phoneNumber(first.telephone ?? ''))
  addAccess(making, location_id, rows)
  addNeeds(making, 'location', location_id, needsOf(rows))
  for (const cells of rows) addFacility(making, location_id, first.site_name!, cells)
}

/** One place for each site (a park that we know already stays the place), and in it one service for each kind of facility; what is for private use alone is not listed. */
export const readSportsFacilities = (making: Making, rows: readonly Cells[]) => {
  const accounted = account(making, 'sports_facilities', rows.length)
  const open = rows.filter(({ access_type }) => accessTypes[access_type!])
  for (const cells of rows) if (!open.includes(cells)) refuse(accounted, privateUse)
  for (const site of new Set(open.map(({ site_id }) => site_id!))) {
    addSite(
      making,
      site,
      open.filter(({ site_id }) => site_id === site),
    )
  }
  accounted.loaded = open.length
}
