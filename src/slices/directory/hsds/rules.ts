import { text } from '#kernel/text/text.ts'
import { dayOf } from '#kernel/time/days.ts'
import { idFor, noListings, row } from '../listing/rules.ts'
import type { Listings } from '../tables.ts'
import { webAddress } from '../wording/rules.ts'
import { type Spec, type Table, tableNames, tableSpecs } from './fields.ts'

/** What is wrong with one cell or row of what was given, and what was done about it. Rows count from 1 after the header. */
export interface Defect {
  file: string
  row: number
  column: string | null
  problem: string
  done: 'row left out' | 'left empty' | 'changed' | 'kept as it is'
}

export interface Given {
  table: Table
  file: string
  row: number
  cells: Record<string, string>
}

export interface Understood {
  listings: Listings
  defects: Defect[]
  /** Rows taken over, by table. */
  taken: Record<string, number>
}

type Value = string | number | null
type Read = { value: Value; problem?: string }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu
const longText = text({ max: 50_000 })
const dayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

const wrong = (problem: string): Read => ({ value: null, problem })

const readTime = (written: string): Read => {
  const [, hour, minute, half] =
    /^(\d{1,2}):(\d{2})(?::\d{2})?\s*([ap]m)?(?:Z|[+-]\d{2}:?\d{2})?$/iu.exec(written) ?? []
  if (!hour) return wrong('is no time of day')
  const [hours, isPm] = [Number(hour), half?.toLowerCase() === 'pm']
  const whole = half ? (hours % 12) + (isPm ? 12 : 0) : hours
  if (whole > 24 || Number(minute) > 59 || (half && hours > 12)) return wrong('is no time of day')
  return { value: `${String(whole).padStart(2, '0')}:${minute}` }
}

const readNumber = (written: string, { min, max, whole }: Spec & { as: 'number' }): Read => {
  const value = Number(written)
  if (!Number.isFinite(value) || (whole && !Number.isInteger(value))) return wrong('is no number')
  return value < min || value > max ? wrong(`is not between ${min} and ${max}`) : { value }
}

const readChoice = (written: string, { of, otherwise }: Spec & { as: 'choice' }): Read => {
  const value = of.find((one) => one.toLowerCase() === written.toLowerCase())
  return value ? { value } : { value: otherwise, problem: `is none of: ${of.join(', ')}` }
}

/** Text as people stored it: with `\n` for line ends and padding. Control characters and lone surrogates make it unreadable. */
const plain = (cell: string | undefined): Read => {
  // Most cells are short and plain ASCII: nothing in them can be wrong, and there are hundreds of thousands.
  if (!cell || /^[ !-[\]-~]{1,500}$/u.test(cell)) return { value: cell?.trim() || null }
  const known = longText.safeParse((cell ?? '').replaceAll('\\n', '\n'))
  if (!known.success)
    return wrong(known.error.issues[0]!.message === 'tooLong' ? 'is too long' : 'has characters that are no text')
  return { value: known.data || null }
}

const readers: { [As in Exclude<Spec['as'], 'link'>]: (written: string, spec: Spec & { as: As }) => Read } = {
  text: (written) => ({ value: written }),
  date: (written) => (dayOf(written) === null ? wrong('is no date') : { value: written.slice(0, 10) }),
  datetime: (written) => {
    const at = new Date(written)
    return Number.isNaN(at.getTime()) ? wrong('is no date and time') : { value: at.toISOString() }
  },
  time: readTime,
  email: (written) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(written) ? { value: written } : wrong('is no e-mail address'),
  url: (written) => {
    const value = webAddress(written)
    return value ? { value } : wrong('is no web address')
  },
  byday: (written) => ({
    value: written
      .toUpperCase()
      .replace(/[\s;]+/gu, ',')
      .replace(/,+/gu, ','),
  }),
  weekday: (written) => {
    const value = dayNames.find((day) => written.toUpperCase().startsWith(day))
    return value ? { value } : wrong('is no weekday')
  },
  number: readNumber,
  choice: readChoice,
}

/** Ids that are UUIDs stay; any other is made one from the source, the table and itself, so that links find it again. */
const idIn = (source: string, table: string, written: string) =>
  uuid.test(written) ? written.toLowerCase() : idFor(source, table, written)

const rowId = (source: string, { table, cells }: Given) =>
  cells.id?.trim() ? idIn(source, table, cells.id.trim()) : idFor(source, table, JSON.stringify(cells))

/** What was written where nothing could be stored, by column. */
type Lost = Map<string, string>

/** One row by its table's columns: known columns read, each defect said, what cannot be held put by. */
const readCells = (given: Given, defects: Defect[], lost: Lost): Record<string, Value> => {
  const { columns, aliases = {} } = tableSpecs[given.table]
  const result: Record<string, Value> = {}
  for (const [name, cell] of Object.entries(given.cells)) {
    const column = name in columns ? name : (aliases[name] ?? '')
    const spec = columns[column]
    if (!spec) continue
    const { value, problem } = plain(cell)
    const read =
      problem || value === null || spec.as === 'link'
        ? { value, problem }
        : (readers[spec.as] as (written: string, spec: Spec) => Read)(String(value), spec)
    if (read.problem && !problem && read.value === null) lost.set(column, String(value))
    if (read.problem) {
      defects.push({
        file: given.file,
        row: given.row,
        column: name,
        problem: read.problem,
        done: read.value === null ? 'left empty' : 'changed',
      })
    }
    result[column] ??= read.value ?? (spec.as === 'choice' ? spec.otherwise : null)
  }
  return result
}

/** Tables that no other refers to. */
const leaves: readonly Table[] = [
  'language',
  'schedule',
  'cost_option',
  'attribute',
  'accessibility',
  'organization_identifier',
  'url',
  'funding',
  'service_area',
  'required_document',
  'service_capacity',
  'metadata',
  'meta_table_description',
]

const isConfidential = (words: Value | undefined) => /\bconfidential\b|\bundisclosed\b/iu.test(String(words ?? ''))

/** Readers of HSDS 1 name the weekday; HSDS 3 has a rule. */
const withRule = ({ weekday, ...cells }: Record<string, Value>): Record<string, Value> =>
  weekday ? { ...cells, freq: 'WEEKLY', byday: weekday } : cells

const complete = (
  table: Table,
  cells: Record<string, Value>,
  id: string,
  source: string,
  key: string,
  zone: string,
) => {
  const origin = { source_id: source, source_key: key }
  switch (table) {
    case 'organization':
      return row('organization', { ...cells, ...origin, id } as never)
    case 'location': {
      const half = (cells.latitude ?? null) === null || (cells.longitude ?? null) === null
      return row('location', {
        kind: 'venue',
        zone,
        ...cells,
        ...(half && { latitude: null, longitude: null }),
        ...origin,
        id,
      } as never)
    }
    case 'service':
      return row('service', { kind: 'other', ...cells, ...origin, id } as never)
    case 'address':
    case 'phone':
      return row(table, { ...cells, id } as never)
    case 'schedule':
      return row('schedule', { ...withRule(cells), id } as never)
    default:
      return { ...cells, id }
  }
}

/** Half a position is none; what was given of it is put by. */
const keepHalf = (cells: Record<string, Value>, made: object, lost: Lost) => {
  for (const column of ['latitude', 'longitude'] as const) {
    const given = cells[column] ?? null
    if (given !== null && (made as Record<string, Value>)[column] === null) lost.set(column, String(given))
  }
}

/**
 * Turns rows into listings. A row that lacks what it needs is left out; a link that leads nowhere is left empty, or its row left out
 * where the link is what makes it; an address that calls itself confidential is not taken over, nor the position of its place.
 * `known` are the ids of what the community already has.
 */
export const understand = (
  rows: readonly Given[],
  { source, zone, known }: { source: string; zone: string; known: ReadonlySet<string> },
): Understood => {
  const listings = noListings()
  const defects: Defect[] = []
  const ids = new Map<Table, Set<string>>(tableNames.map((table) => [table, new Set()]))
  const say = ({ file, row }: Given, column: string | null, problem: string, done: Defect['done']) =>
    defects.push({ file, row, column, problem, done })

  const leadsTo = (to: Table | 'anything', id: string) =>
    known.has(id) || (to === 'anything' ? [...ids.values()].some((some) => some.has(id)) : ids.get(to)!.has(id))

  const link = (given: Given, cells: Record<string, Value>, lost: Lost): boolean => {
    for (const [column, spec] of Object.entries(tableSpecs[given.table].columns)) {
      if (spec.as !== 'link') continue
      const written = cells[column]
      const to = spec.to === 'anything' ? String(cells.link_entity ?? cells.resource_type) : spec.to
      const id = written ? idIn(source, to, String(written)) : null
      const isThere = id !== null && (leadsTo(spec.to, id) || spec.loose === true)
      if (id && spec.loose && !leadsTo(spec.to, id))
        say(given, column, `leads to no ${to}: ${written}`, 'kept as it is')
      if (!isThere && spec.needed) {
        say(given, column, id ? `leads to no ${to}: ${written}` : 'is missing', 'row left out')
        return false
      }
      if (id && !isThere) {
        say(given, column, `leads to no ${to}: ${written}`, 'left empty')
        lost.set(column, String(written))
      }
      cells[column] = isThere ? id : null
    }
    return true
  }

  const order = new Map(tableNames.map((table, index) => [table, index]))
  const sorted = rows.toSorted((a, b) => order.get(a.table)! - order.get(b.table)!)
  for (const given of sorted) ids.get(given.table)!.add(rowId(source, given))
  const hidden = new Set<string>()
  const seen = new Set<string>()

  /** The row's id; another one where an earlier row has it and nothing refers to such rows; null where it cannot be told apart. */
  const ownId = (given: Given): string | null => {
    const id = rowId(source, given)
    if (!seen.has(`${given.table} ${id}`)) return id
    const other = idFor(source, given.table, JSON.stringify(given.cells))
    if (!leaves.includes(given.table) || seen.has(`${given.table} ${other}`)) return null
    say(given, 'id', 'is used before: the row gets another', 'changed')
    return other
  }

  const take = (given: Given) => {
    const id = ownId(given)
    if (!id) return say(given, 'id', 'is there already', 'row left out')
    const lost: Lost = new Map()
    const cells = readCells(given, defects, lost)
    const missing = tableSpecs[given.table].needed.find((column) => (cells[column] ?? null) === null)
    if (missing && given.table !== 'accessibility') say(given, missing, 'is missing', 'row left out')
    if (missing || !link(given, cells, lost)) return ids.get(given.table)!.delete(id)
    if (given.table === 'address' && [cells.address_1, cells.attention, cells.address_2].some(isConfidential)) {
      hidden.add(String(cells.location_id))
      return say(given, 'address_1', 'says that it is confidential', 'row left out')
    }
    seen.add(`${given.table} ${id}`)
    const made = complete(given.table, cells, id, source, given.cells.id?.trim() || id, zone)
    if (given.table === 'location') keepHalf(cells, made, lost)
    for (const [field, value] of lost) {
      const key = idFor(id, 'given_value', field)
      listings.given_value.push({ id: key, thing_id: id, field, thing_type: given.table, value })
    }
    return (listings[given.table] as unknown[]).push(made)
  }

  for (const given of sorted) take(given)
  for (const place of listings.location) {
    if (hidden.has(place.id)) Object.assign(place, { latitude: null, longitude: null, confidential: true })
  }
  listings.given_value = listings.given_value.filter(({ thing_id }) => !hidden.has(thing_id))
  return { listings, defects, taken: Object.fromEntries(tableNames.map((table) => [table, listings[table].length])) }
}
