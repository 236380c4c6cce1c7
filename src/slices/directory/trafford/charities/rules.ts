import { idFor, row } from '../../listing/rules.ts'
import { needsIn } from '../../needs/rules.ts'
import { hidesItsDoor } from '../../rules.ts'
import { districtOf, plainName, postcodeOf, readableName, webAddress } from '../../wording/rules.ts'
import { whereIsPostcode } from '../gazetteer/rules.ts'
import {
  account,
  addNeeds,
  type Cells,
  from,
  holidays,
  type Making,
  organisationNamed,
  refuse,
  zone,
} from '../rules.ts'

const sentence = (text: string | undefined) => {
  const plain = (text ?? '')
    .replace(/\s+/gu, ' ')
    .replace(/\.(?=[A-Z])/gu, '. ')
    .trim()
  if (!plain) return null
  const cased = /\p{Ll}/u.test(plain) ? plain : plain[0] + plain.slice(1).toLowerCase()
  return cased[0]!.toUpperCase() + cased.slice(1)
}

const addIdentifier = (making: Making, organization_id: string, scheme: string, type: string, identifier: string) => {
  making.listings.organization_identifier.push({
    id: idFor(scheme, 'organization_identifier', identifier),
    organization_id,
    identifier_scheme: scheme,
    identifier_type: type,
    identifier,
  })
}

/**
 * The register's contact postcode is often a trustee's home: we keep its district, and as a position the middle of a postcode
 * only where other, public things stand in it. Where help against violence is given, only the district.
 */
const addOffice = (making: Making, organisation: { id: string; name: string }, postcode: string, text: string) => {
  const found = whereIsPostcode(making.gazetteer, postcode, { coarse: hidesItsDoor(text) })
  const id = idFor('trafford charities', 'location', organisation.id)
  making.listings.location.push(
    row('location', {
      id,
      kind: 'office',
      location_type: 'postal',
      zone,
      holiday_region: holidays,
      organization_id: organisation.id,
      latitude: found?.lat ?? null,
      longitude: found?.lon ?? null,
      precision: found?.precision ?? 'district',
      area: found && making.gazetteer.near(found).town,
      ...from('charities', organisation.id),
    }),
  )
  making.listings.address.push(
    row('address', {
      id: idFor('wellmet', 'address', id),
      location_id: id,
      postal_code: districtOf(postcode),
      country: 'GB',
      address_type: 'postal',
    }),
  )
}

const hasClosed = /\b(?:now closed|has closed|closed down|ceased (?:to|all|its|operat))/iu

export const readCharities = (making: Making, rows: readonly Cells[]) => {
  const accounted = account(making, 'charities', rows.length)
  const offices = new Set<string>()
  for (const cells of rows) {
    const [name, number] = [readableName(cells.charity_name!), cells.registered_charity_number!]
    if (hasClosed.test(cells.charity_activities ?? '')) {
      refuse(accounted, 'its own text says that it has closed')
      continue
    }
    const isKnown = making.organisations.has(plainName(name))
    const description = sentence(cells.charity_activities)
    const organisation = organisationNamed(making, name, {
      description,
      website: webAddress(cells.charity_contact_web ?? ''),
      legal_status: /^(Charitable company|CIO|Trust)$/u.test(cells.charity_type!) ? cells.charity_type! : null,
      year_incorporated: Number(cells.date_of_registration?.slice(0, 4)) || null,
      ...from('charities', number),
    })
    addIdentifier(making, organisation.id, 'GB-CHC', 'Registered charity number', number)
    const company = cells.charity_company_registration_number
    if (company) addIdentifier(making, organisation.id, 'GB-COH', 'Company number', company)
    const postcode = postcodeOf(cells.charity_contact_postcode ?? '')
    if (postcode && !offices.has(organisation.id)) addOffice(making, organisation, postcode, `${name} ${description}`)
    offices.add(organisation.id)
    addNeeds(making, 'organization', organisation.id, needsIn(`${name} ${description ?? ''}`))
    if (isKnown) accounted.joined++
    else accounted.loaded++
  }
}
