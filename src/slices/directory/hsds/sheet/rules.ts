import type { Table } from '../fields.ts'
import type { Made } from '../older/rules.ts'

/** What a column of a plain sheet (one row a service) may say. */
const names = {
  id: ['id', 'service id', 'reference', 'ref', 'record id', 'record number', 'uid'],
  name: [
    'name',
    'service',
    'service name',
    'title',
    'programme',
    'program',
    'program name',
    'activity',
    'what',
    'club',
    'group',
    'nombre',
    'servicio',
    'resource',
    'resource name',
  ],
  organization: [
    'organisation',
    'organization',
    'organisation name',
    'organization name',
    'provider',
    'agency',
    'agency name',
    'charity',
    'run by',
    'organizacion',
    'host',
  ],
  alternate_name: [
    'other name',
    'alternate name',
    'alternative name',
    'also known as',
    'aka',
    'acronym',
    'otro nombre',
  ],
  description: [
    'description',
    'about',
    'details',
    'summary',
    'what we do',
    'notes',
    'descripcion',
    'service description',
    'information',
  ],
  url: ['website', 'web', 'url', 'link', 'web site', 'web address', 'homepage', 'sitio web', 'pagina web'],
  email: ['email', 'e mail', 'mail', 'email address', 'contact email', 'correo', 'correo electronico'],
  phone: [
    'phone',
    'telephone',
    'tel',
    'phone number',
    'contact number',
    'telephone number',
    'main phone',
    'mobile',
    'telefono',
  ],
  address_1: [
    'address',
    'address 1',
    'address line 1',
    'street',
    'street address',
    'physical address',
    'where',
    'location address',
    'direccion',
    'venue address',
  ],
  address_2: ['address 2', 'address line 2', 'suite', 'unit'],
  location: ['venue', 'location', 'place', 'site', 'location name', 'site name', 'building', 'lugar'],
  city: ['city', 'town', 'city or town', 'ciudad'],
  region: ['county', 'district', 'region', 'borough'],
  state_province: ['state', 'province', 'state or province', 'estado'],
  postal_code: ['postcode', 'post code', 'zip', 'zip code', 'zipcode', 'postal code', 'codigo postal'],
  country: ['country', 'pais'],
  latitude: ['latitude', 'lat', 'y'],
  longitude: ['longitude', 'lon', 'lng', 'long', 'x'],
  hours: ['hours', 'opening hours', 'opening times', 'times', 'when', 'schedule', 'days and times', 'open', 'horario'],
  fees: ['cost', 'costs', 'fee', 'fees', 'price', 'charge', 'charges', 'costo', 'precio'],
  eligibility: [
    'eligibility',
    'who',
    'who for',
    'for whom',
    'who can use it',
    'target group',
    'audience',
    'requirements',
    'elegibilidad',
  ],
  application: [
    'how to apply',
    'referral',
    'how to access',
    'access',
    'booking',
    'intake',
    'application process',
    'how to refer',
  ],
  languages: ['languages', 'language', 'languages spoken', 'idiomas'],
  category: ['category', 'categories', 'type', 'service type', 'topic', 'theme', 'tags', 'taxonomy', 'categoria'],
  status: ['status', 'active', 'estado del servicio'],
  minimum_age: ['minimum age', 'min age', 'age from', 'from age'],
  maximum_age: ['maximum age', 'max age', 'age to', 'to age'],
  accessibility: ['accessibility', 'disabled access', 'wheelchair access', 'step free'],
  checked: ['last checked', 'last verified', 'verified', 'date checked', 'last updated', 'updated'],
} as const

export type SheetField = keyof typeof names
export const sheetFields = Object.keys(names) as SheetField[]

const plainHeader = (column: string) =>
  column
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim()

const pairs = (word: string) => {
  const padded = ` ${word} `
  return new Set(Array.from({ length: padded.length - 1 }, (_, at) => padded.slice(at, at + 2)))
}

const alike = (a: string, b: string) => {
  const [one, other] = [pairs(a), pairs(b)]
  return (2 * [...one].filter((pair) => other.has(pair)).length) / (one.size + other.size)
}

export interface ColumnRead {
  column: string
  field: SheetField | null
  /** What it most likely is, where its name is none that we know. */
  suggestion: SheetField | null
}

/** What somebody said a column is; null: it is not read. */
export type Chosen = Record<string, SheetField | null>

/** Why columns cannot mean what somebody chose; null where they can. */
export const wrongMeanings = (meanings: readonly (SheetField | '')[]): 'twice' | 'noName' | null => {
  const used = meanings.filter(Boolean)
  if (new Set(used).size < used.length) return 'twice'
  return used.includes('name') || used.includes('organization') ? null : 'noName'
}

/** Which column of a sheet says what, by its name; for the others, what they might be. Each field is read from one column. */
export const columnsRead = (columns: readonly string[], chosen: Chosen = {}): ColumnRead[] => {
  const taken = new Set<SheetField>(Object.values(chosen).filter((field) => field !== null))
  const known = columns.map((column) => {
    const plain = plainHeader(column)
    const field = Object.hasOwn(chosen, column)
      ? chosen[column]
      : sheetFields.find((one) => !taken.has(one) && (names[one] as readonly string[]).includes(plain))
    if (field) taken.add(field)
    return { column, field: field ?? null }
  })
  return known.map((read) => ({ ...read, suggestion: read.field ? null : likelyField(read.column, taken) }))
}

const likelyField = (column: string, taken: ReadonlySet<SheetField>): SheetField | null => {
  const plain = plainHeader(column)
  const scored = sheetFields
    .filter((field) => !taken.has(field))
    .map((field) => ({ field, score: Math.max(...names[field].map((name) => alike(plain, name))) }))
    .sort((a, b) => b.score - a.score)[0]
  return scored && scored.score >= 0.55 ? scored.field : null
}

/** A sheet can be read when it says what something is called. */
export const isSheet = (read: readonly ColumnRead[]): boolean =>
  read.some(({ field }) => field === 'name' || field === 'organization') &&
  read.filter(({ field }) => field).length >= 2

type Cells = Record<string, string>

const made = (table: Table, cells: Cells, implied = false): Made => ({
  table,
  cells: Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== '')),
  ...(implied && { implied }),
})
const listOf = (text: string) =>
  text
    .split(/[;,|\n/]+/u)
    .map((one) => one.trim())
    .filter(Boolean)
const key = (...parts: string[]) => parts.map((part) => part.trim().toLowerCase()).join(' · ')

const placeOf = (at: (field: SheetField) => string, organization: string): { id: string; rows: Made[] } | null => {
  const address = [at('address_1'), at('address_2'), at('city'), at('postal_code')].join(' ').trim()
  if (!address && !at('latitude') && !at('location')) return null
  const id = `place:${key(at('location'), address)}`
  const lines = {
    address_1: at('address_1'),
    address_2: at('address_2'),
    city: at('city'),
    region: at('region'),
    state_province: at('state_province'),
    postal_code: at('postal_code'),
    country: at('country'),
  }
  return {
    id,
    rows: [
      made(
        'location',
        {
          id,
          name: at('location') || at('name'),
          latitude: at('latitude'),
          longitude: at('longitude'),
          organization_id: organization,
        },
        true,
      ),
      ...(address ? [made('address', { id, location_id: id, address_type: 'physical', ...lines }, true)] : []),
      ...(at('accessibility')
        ? [made('accessibility', { id, location_id: id, description: at('accessibility') }, true)]
        : []),
    ],
  }
}

const categoriesOf = (text: string, service: string): Made[] =>
  listOf(text).flatMap((name, index) => [
    ...(index ? [] : [made('taxonomy', { id: 'sheet:categories', name: 'Categories' }, true)]),
    made(
      'taxonomy_term',
      { id: `category:${key(name)}`, name, taxonomy: 'Categories', taxonomy_id: 'sheet:categories' },
      true,
    ),
    made('attribute', {
      id: `${service} ${key(name)}`,
      link_id: service,
      link_entity: 'service',
      link_type: 'taxonomy',
      taxonomy_term_id: `category:${key(name)}`,
    }),
  ])

const statusOf = (said: string) =>
  said === '' ? '' : /^(no|0|false|in ?active|closed|ended|stopped|former)/iu.test(said.trim()) ? 'inactive' : 'active'

/** One row of a plain sheet → an organisation, its service, its place and what hangs on them. `read` says which column is what. */
export const fromSheet = (read: readonly ColumnRead[]) => {
  const columns = new Map(
    read.filter(({ field }) => field).map(({ column, field }) => [field!, column.trim().toLowerCase()]),
  )
  return (cells: Cells): Made[] => {
    const at = (field: SheetField) => cells[columns.get(field) ?? '']?.trim() ?? ''
    const organization = at('organization') ? `organisation:${key(at('organization'))}` : ''
    const name = at('name') || at('organization')
    const id = at('id') || `service:${key(at('organization'), name, at('address_1'), at('postal_code'))}`
    const place = placeOf(at, organization)
    return [
      ...(organization ? [made('organization', { id: organization, name: at('organization') }, true)] : []),
      made('service', {
        id,
        organization_id: organization,
        name,
        alternate_name: at('alternate_name'),
        description: at('description'),
        url: at('url'),
        email: at('email'),
        status: statusOf(at('status')),
        fees_description: at('fees'),
        eligibility_description: at('eligibility'),
        application_process: at('application'),
        minimum_age: at('minimum_age'),
        maximum_age: at('maximum_age'),
        assured_date: at('checked'),
      }),
      ...(place
        ? [
            ...place.rows,
            made('service_at_location', { id: `${id} ${place.id}`, service_id: id, location_id: place.id }),
          ]
        : []),
      ...listOf(at('phone').replaceAll(',', ';')).map((number) =>
        made('phone', { id: `${id} ${number}`, service_id: id, number }),
      ),
      ...(at('hours') ? [made('schedule', { id, service_id: id, description: at('hours') })] : []),
      ...listOf(at('languages')).map((language) =>
        made('language', { id: `${id} ${language}`, service_id: id, name: language }),
      ),
      ...categoriesOf(at('category'), id),
    ]
  }
}
