import { theProgram } from '#kernel/facts/record.ts'
import { importListings } from '#slices/directory/commands.ts'
import { idFor, noListings, row } from '#slices/directory/listing/rules.ts'
import type { CastMember } from '#slices/people/seed.ts'
import type { Client, Town } from './town.ts'

const of = (table: string, key: string) => idFor('test', table, key)

/** What `seedListings` writes: two organisations with a service each, a library, and a place that nobody may know of. */
export const listed = {
  foodBank: of('service', 'food bank'),
  walk: of('service', 'walk'),
  hall: of('location', 'hall'),
  library: of('location', 'library'),
  refuge: of('location', 'refuge'),
  stranger: of('organization', 'stranger'),
}

/** A few listings of a town. The first organisation is the one that Tom and Grace look after; its id is returned. */
export const seedListings = async (here: Town, now: Date): Promise<{ hearth: string }> => {
  const [grant] = await here.sql`select scope from role_grant where person_id = ${here.ids.tom} and scope is not null`
  const hearth = String(grant!.scope)
  const batch = noListings()
  const since = { source_id: 'test', source_date: '2025-06-01' }
  batch.source.push({
    id: 'test',
    name: 'A source',
    url: null,
    licence: 'CC0',
    licence_url: null,
    attribution: null,
    published_on: null,
  })
  batch.organization.push(
    row('organization', {
      ...since,
      id: hearth,
      source_key: '1',
      name: 'Hearth',
      email: 'hello@hearth.example',
      website: 'https://hearth.example',
    }),
    row('organization', {
      ...since,
      id: listed.stranger,
      source_key: '2',
      name: 'Strangers',
      email: 'hello@strangers.example',
    }),
  )
  const zone = { zone: 'Europe/London', holiday_region: 'GB-EAW', area: 'Sale' }
  batch.location.push(
    row('location', {
      ...since,
      ...zone,
      id: listed.hall,
      source_key: '1',
      kind: 'venue',
      name: 'Old Hall',
      organization_id: hearth,
      latitude: 53.42,
      longitude: -2.32,
    }),
    row('location', {
      ...since,
      ...zone,
      id: listed.library,
      source_key: '2',
      kind: 'library',
      name: 'Sale Library',
      latitude: 53.425,
      longitude: -2.325,
    }),
    row('location', {
      ...since,
      ...zone,
      id: listed.refuge,
      source_key: '3',
      kind: 'venue',
      name: 'Safe house',
      organization_id: hearth,
      confidential: true,
    }),
  )
  batch.address.push(
    row('address', {
      id: of('address', '1'),
      location_id: listed.hall,
      address_1: '1 Hall Road',
      city: 'Sale',
      postal_code: 'M33 1AA',
    }),
    row('address', {
      id: of('address', '3'),
      location_id: listed.refuge,
      address_1: '9 Canary Street',
      city: 'Sale',
      postal_code: 'M33 9ZZ',
    }),
  )
  batch.service.push(
    row('service', {
      ...since,
      id: listed.foodBank,
      source_key: '1',
      kind: 'food_bank',
      name: 'Hearth food bank',
      organization_id: hearth,
      description: 'Food for a few days.',
    }),
    row('service', {
      ...since,
      id: listed.walk,
      source_key: '2',
      kind: 'other',
      name: 'Slow walk',
      organization_id: listed.stranger,
      email: 'walk@strangers.example',
    }),
  )
  batch.service_at_location.push({
    id: of('at', '1'),
    service_id: listed.foodBank,
    location_id: listed.hall,
    description: null,
  })
  batch.phone.push(row('phone', { id: of('phone', '1'), service_id: listed.foodBank, number: '0161 496 0001' }))
  batch.schedule.push(
    row('schedule', {
      id: of('schedule', '1'),
      service_id: listed.foodBank,
      freq: 'WEEKLY',
      byday: 'MO,WE',
      opens_at: '10:00',
      closes_at: '12:00',
    }),
  )
  await importListings(here.community.write, theProgram, batch, now)
  return { hearth }
}

/** Signs people in for as long as a test moves its clock. */
export const staying = async (here: Town, ...who: CastMember[]): Promise<Client[]> => {
  const clients: Client[] = []
  for (const one of who) clients.push(await here.as(one))
  await here.sql`update session set expires_at = '2100-01-01'`
  return clients
}
