import type { Table } from '../fields.ts'
import type { Made } from '../older/rules.ts'

type Cells = Record<string, string>

/** An export of iCarol: agencies, their sites and programs in one file, a row each, told apart by «TaxonomyLevelName». */
export const isIcarol = (columns: readonly string[]): boolean => {
  const has = new Set(columns.map((column) => column.toLowerCase()))
  return has.has('resourceagencynum') && has.has('publicname')
}

const yes = /^(1|true|yes|y)$/iu
const first = (cells: Cells, ...names: string[]): string =>
  names.map((name) => cells[name]?.trim() ?? '').find(Boolean) ?? ''
const listOf = (text: string): string[] =>
  text
    .split(/[;|\n]|,(?! )|, /u)
    .map((one) => one.trim())
    .filter(Boolean)
const filled = (cells: Cells): Cells => Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== ''))
const made = (table: Table, cells: Cells, implied = false): Made => ({
  table,
  cells: filled(cells),
  ...(implied && { implied }),
})

/** «5/3/2026 10:12» and «2026-05-03 10:12» → 2026-05-03. */
const dayIn = (written: string): string => {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/u.exec(written) ?? []
  return year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : written.slice(0, 10)
}

const phonesOf = (cells: Cells, owner: Cells, id: string): Made[] => {
  const numbered = [1, 2, 3, 4, 5].map((n) => ({
    number: cells[`phone${n}number`]?.trim() ?? '',
    description: first(cells, `phone${n}description`, `phone${n}name`),
    type: cells[`phone${n}type`]?.trim() ?? '',
    hidden: yes.test(cells[`phone${n}isprivate`] ?? ''),
  }))
  const named = [
    ['phonefax', 'fax'],
    ['phonetollfree', 'toll free'],
    ['phonenumberhotline', 'hotline'],
    ['phonenumberbusinessline', 'business'],
    ['phonenumberafterhours', 'after hours'],
    ['phonetty', 'tty'],
  ].map(([column, type]) => ({
    number: cells[column!]?.trim() ?? '',
    description: '',
    type: type!,
    hidden: yes.test(cells[`${column}isprivate`] ?? ''),
  }))
  return [...numbered, ...named]
    .filter(({ number, hidden }) => number && !hidden)
    .map(({ number, description, type }) =>
      made('phone', { id: `${id} ${type} ${number}`, number, description, type, ...owner }),
    )
}

const addressOf = (cells: Cells, kind: 'physical' | 'mailing', locationId: string): Made[] => {
  const at = (name: string) => cells[`${kind}${name}`]?.trim() ?? ''
  const lines = [at('address1'), [at('address2'), at('address3'), at('address4')].filter(Boolean).join(', ')]
  const isPrivate = yes.test(at('addressisprivate'))
  if (isPrivate && kind === 'mailing') return []
  if (!isPrivate && ![...lines, at('city'), at('postalcode')].some(Boolean)) return []
  const place = {
    id: `${locationId} ${kind}`,
    location_id: locationId,
    address_type: kind === 'physical' ? 'physical' : 'postal',
    // Said in words, so that one rule for all sources makes the place a secret.
    ...(isPrivate
      ? { address_1: 'Confidential' }
      : { attention: at('attentionname'), address_1: lines[0]!, address_2: lines[1]! }),
    city: at('city'),
    region: at('county'),
    state_province: at('stateprovince'),
    postal_code: at('postalcode'),
    country: at('country'),
  }
  return [made('address', place)]
}

const hasPlace = (cells: Cells) =>
  Boolean(first(cells, 'physicaladdress1', 'physicalcity', 'physicalpostalcode', 'latitude')) ||
  yes.test(cells.physicaladdressisprivate ?? '')

const placeOf = (cells: Cells, id: string, organization: string): Made[] => [
  made('location', {
    id,
    name: cells.publicname ?? '',
    alternate_name: cells.alternatename ?? '',
    organization_id: organization,
    latitude: cells.latitude ?? '',
    longitude: cells.longitude ?? '',
    transportation: first(cells, 'busserviceaccess', 'transportation'),
  }),
  ...addressOf(cells, 'physical', id),
  ...addressOf(cells, 'mailing', id),
  ...(cells.disabilitiesaccess
    ? [made('accessibility', { id, location_id: id, description: cells.disabilitiesaccess })]
    : []),
]

const termsOf = (cells: Cells, service: string): Made[] => {
  const codes = listOf(first(cells, 'taxonomycodes', 'taxonomycode'))
  const names = first(cells, 'taxonomyterms', 'taxonomyterm')
    .split(/[;|]/u)
    .map((one) => one.trim())
    .filter(Boolean)
  const terms = (codes.length ? codes : names).map((key, at) => ({
    key,
    code: codes[at] ?? '',
    name: names[at] ?? key,
  }))
  if (!terms.length) return []
  return [
    made('taxonomy', { id: 'icarol', name: 'iCarol' }, true),
    ...terms.flatMap(({ key, code, name }) => [
      made('taxonomy_term', { id: key, code, name, taxonomy: 'iCarol', taxonomy_id: 'icarol' }, true),
      made('attribute', {
        id: `${service} ${key}`,
        link_id: service,
        link_entity: 'service',
        link_type: 'taxonomy',
        taxonomy_term_id: key,
      }),
    ]),
  ]
}

const statusOf = (cells: Cells): string => {
  const said = first(cells, 'agencystatus', 'status')
  if (!said) return ''
  return /^active/iu.test(said) ? 'active' : 'inactive'
}

const serviceOf = (cells: Cells, id: string, organization: string): Made[] => [
  made('service', {
    id,
    organization_id: organization,
    name: cells.publicname ?? '',
    alternate_name: cells.alternatename ?? '',
    description: first(cells, 'agencydescription', 'description'),
    url: cells.websiteaddress ?? '',
    email: cells.emailaddressmain ?? '',
    status: statusOf(cells),
    application_process: cells.applicationprocess ?? '',
    fees_description: first(cells, 'feestructuresource', 'fees', 'feestructure'),
    eligibility_description: first(cells, 'eligibility', 'eligibilityadult'),
    assured_date: cells.lastverifiedon ? dayIn(cells.lastverifiedon) : '',
  }),
  ...phonesOf(cells, { service_id: id }, id),
  ...(cells.hoursofoperation ? [made('schedule', { id, service_id: id, description: cells.hoursofoperation })] : []),
  ...listOf(first(cells, 'languagesofferedlist', 'languagesoffered')).map((name) =>
    made('language', { id: `${id} ${name}`, service_id: id, name }),
  ),
  ...listOf(cells.documentsrequired ?? '').map((document) =>
    made('required_document', { id: `${id} ${document}`, service_id: id, document }),
  ),
  ...(first(cells, 'coverageareatext', 'coverage')
    ? [made('service_area', { id, service_id: id, name: first(cells, 'coverageareatext', 'coverage') })]
    : []),
  ...termsOf(cells, id),
]

const atPlace = (service: string, location: string, id: string): Made =>
  made('service_at_location', { id, service_id: service, location_id: location })

const parentOf = (cells: Cells): string => {
  const parent = first(cells, 'parentagencynum')
  return parent === '0' ? '' : parent
}

const agencyOf = (cells: Cells, id: string): Made[] => {
  const offers = Boolean(first(cells, 'taxonomycodes', 'taxonomyterms', 'eligibility'))
  const isSomewhere = hasPlace(cells)
  return [
    made('organization', {
      id,
      name: cells.publicname ?? '',
      alternate_name: cells.alternatename ?? '',
      description: cells.agencydescription ?? '',
      email: cells.emailaddressmain ?? '',
      website: cells.websiteaddress ?? '',
      tax_id: first(cells, 'irsnumber', 'taxid', 'ein'),
      legal_status: cells.legalstatus ?? '',
    }),
    ...(offers ? [] : phonesOf(cells, { organization_id: id }, id)),
    ...(isSomewhere ? placeOf(cells, id, id) : []),
    ...(offers ? serviceOf(cells, id, id) : []),
    ...(offers && isSomewhere ? [atPlace(id, id, id)] : []),
  ]
}

/** One row of iCarol's export → an organisation, a place, a service, or a service at a place, each with what hangs on it. */
export const fromIcarol = (cells: Cells): Made[] => {
  const id = first(cells, 'resourceagencynum')
  const parent = parentOf(cells)
  const level = first(cells, 'taxonomylevelname').toLowerCase().replace(/\s/gu, '')
  if (level === 'programatsite') {
    const service = first(cells, 'programnum', 'parentprogramnum', 'programresourceagencynum')
    const location = first(cells, 'sitenum', 'parentsitenum', 'siteresourceagencynum')
    return [atPlace(service, location, id), ...phonesOf(cells, { service_at_location_id: id }, id)]
  }
  if (level === 'site')
    return [
      ...placeOf(cells, id, parent),
      ...phonesOf(cells, { location_id: id }, id),
      ...(cells.hoursofoperation
        ? [made('schedule', { id, location_id: id, description: cells.hoursofoperation })]
        : []),
    ]
  if (level === 'program' || (!level && parent)) {
    const own = hasPlace(cells)
    const site = first(cells, 'sitenum', 'siteresourceagencynum')
    return [
      ...serviceOf(cells, id, parent),
      ...(own
        ? [...placeOf(cells, id, parent), atPlace(id, id, id)]
        : site
          ? [atPlace(id, site, `${id} ${site}`)]
          : []),
    ]
  }
  return agencyOf(cells, id)
}
