import { acrossTx, type Community, type Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { dropFindings, dropOtherSites, putFindings, putOpenings } from '#slices/finder/commands.ts'
import type { Finding } from '#slices/finder/tables.ts'
import { foundPlaceKinds } from '../rules.ts'
import type { DirectoryTables } from '../tables.ts'
import {
  allTouched,
  findableOrganisations,
  findablePlaces,
  findableServices,
  type Touched,
  thingsWithHours,
} from './queries.ts'
import { findingOfOrganisation, findingOfPlace, findingOfService, openingsAhead } from './rules.ts'

/**
 * Brings the findings of what was touched, and of what speaks of it, in line with the records, in the same transaction:
 * written anew, or gone.
 */
export const putFound = async (tx: Tx<DirectoryTables>, touched: Touched, now: Date): Promise<void> => {
  const { services, locations, organisations } = await allTouched(tx, touched)
  const atPlaces = await findableServices(tx, services)
  const findings: Finding[] = [
    ...atPlaces.map((service) => findingOfService(service, now)),
    ...(await findablePlaces(tx, locations, foundPlaceKinds)).map((place) => findingOfPlace(place, now)),
    ...(await findableOrganisations(tx, organisations)).map((one) => findingOfOrganisation(one, now)),
  ]
  const found = new Set(findings.map(({ id }) => id))
  const gone = [...services, ...locations, ...organisations].filter((id) => !found.has(id))
  if (gone.length) await dropFindings(acrossTx(tx), gone)
  await dropOtherSites(acrossTx(tx), services, [...found])
  if (findings.length) await putFindings(acrossTx(tx), findings)
}

const atOnce = 500

/**
 * Reckons the openings of the next fourteen days anew for everything with hours: at the start and each night, since they run out.
 * In small transactions, so that nobody waits for it. Returns how many things have hours.
 */
export const refreshOpenings = async (community: Community, now: Date): Promise<number> => {
  const { services, locations } = await thingsWithHours(community.read)
  const found = [
    ...(await findableServices(community.read, services)),
    ...(await findablePlaces(community.read, locations, foundPlaceKinds)),
  ]
  const openings = found.map((one) => ({
    id: one.id,
    opens: one.spot && openingsAhead(one.schedules, one.spot, now, one),
  }))
  for (let at = 0; at < openings.length; at += atOnce) {
    await inTransaction(community.write, (tx) => putOpenings(acrossTx(tx), openings.slice(at, at + atOnce)))
  }
  return openings.length
}
