import { dayOf } from '#kernel/time/days.ts'
import { idFor, row } from '../listing/rules.ts'
import { webAddress } from '../wording/rules.ts'
import { parentColumns, type Spec, type Table, tableSpecs } from './fields.ts'
import type { Made } from './older/rules.ts'
import { plain, saysConfidential, splitNumber } from './words/rules.ts'

/** What is wrong with one cell or row of what was given, and what was done about it. Rows count from 1 after the header. */
export interface Defect {
  file: string
  row: number
  column: string | null
  problem: string
  done: 'row left out' | 'left empty' | 'changed' | 'kept as it is' | 'nothing taken over'
}

/** A row as a file gives it, already under the name of its table. */
export interface Given extends Made {
  file: string
  row: number
  /** The same record may come several times, each time with more of it (JSON that nests). */
  nested?: boolean
}

export type Kind = Table | 'given_value'

/** A row to be written: only what is known of it. */
export interface Staged {
  kind: Kind
  id: string
  parents: string[]
  body: Record<string, unknown>
  adds?: boolean
  nested?: boolean
}

export interface Reading {
  rows: Staged[]
  defects: Defect[]
  /** A place whose whereabouts its own address calls a secret. */
  hides?: string
  /** It lacks what it needs: nothing may lead to it. */
  isLeftOut?: boolean
  /** Each link that was given, and whether it leads to something: `file column` is counted over the whole file. */
  links: { column: string; leads: boolean }[]
}

type Value = string | number | null
type Read = { value: Value; problem?: string }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu
const dayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

const wrong = (problem: string): Read => ({ value: null, problem })

const readTime = (written: string): Read => {
  const [, hour, minute = '00', half] =
    /^(\d{1,2})(?::(\d{2}))?(?::\d{2})?\s*([ap]\.?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?$/iu.exec(written) ?? []
  if (!hour || (!half && !written.includes(':'))) return wrong('is no time of day')
  const [hours, isPm] = [Number(hour), half?.toLowerCase().startsWith('p')]
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

const readWeekday = (written: string): Read => {
  const value = dayNames[Number(written) - 1] ?? dayNames.find((day) => written.toUpperCase().startsWith(day))
  return value ? { value } : wrong('is no weekday')
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
  weekday: readWeekday,
  number: readNumber,
  choice: readChoice,
}

/** Ids that are UUIDs stay; any other is made one from the source, the table and itself, so that links find it again. */
export const idIn = (source: string, table: string, written: string): string =>
  uuid.test(written) ? copied(written.toLowerCase()) : idFor(source, table, written)

/** An id is kept until the end, and as a part of a longer text it would keep all of that: the engine cuts without copying. */
const copied = (part: string) => ` ${part}`.slice(1)

export const rowId = (source: string, { table, cells }: Made): string => {
  const written = cells.id?.trim()
  return written ? idIn(source, table, written) : idFor(source, table, JSON.stringify(cells))
}

/** What was written where nothing could be stored, by column. */
type Lost = Map<string, string>

const readCell = (spec: Spec, cell: string | undefined) => {
  const { value, problem, mended } = plain(cell)
  if (problem || value === null || spec.as === 'link') return { value, problem, mended, unreadable: Boolean(problem) }
  const read = (readers[spec.as] as (written: string, spec: Spec) => Read)(value, spec)
  return { ...read, mended, written: value, unreadable: false }
}

/** One row by its table's columns: known columns read, each defect said, what cannot be held put by. */
const readCells = (given: Given, defects: Defect[], lost: Lost): Record<string, Value> => {
  const { columns, aliases = {} } = tableSpecs[given.table]
  const { file, row } = given
  const result: Record<string, Value> = {}
  for (const [name, cell] of Object.entries(given.cells)) {
    // Any word may head a column, «constructor» too.
    const column = Object.hasOwn(columns, name) ? name : Object.hasOwn(aliases, name) ? aliases[name]! : ''
    const spec = column ? columns[column] : undefined
    if (!spec) continue
    const { value, problem, mended, unreadable, written } = readCell(spec, cell) as ReturnType<typeof readCell> & {
      written?: string
    }
    if (problem && !unreadable && value === null) lost.set(column, String(written))
    if (problem) defects.push({ file, row, column: name, problem, done: value === null ? 'left empty' : 'changed' })
    else if (mended)
      defects.push({ file, row, column: name, problem: 'has marks or letters of another program', done: 'changed' })
    result[column] ??= value ?? (spec.as === 'choice' ? spec.otherwise : null)
  }
  return result
}

/** Tables that no other refers to: a second row with the same id is another row. */
const leaves: ReadonlySet<Table> = new Set([
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
])

/** Readers of HSDS 1 name the weekday; HSDS 3 has a rule. */
const withRule = ({ weekday, ...cells }: Record<string, Value>): Record<string, Value> =>
  weekday ? { ...cells, freq: 'WEEKLY', byday: weekday } : cells

const withNumber = (cells: Record<string, Value>, { file, row }: Given, defects: Defect[]) => {
  const { number, extension } = splitNumber(String(cells.number ?? ''))
  if (!extension || cells.extension) return cells
  defects.push({ file, row, column: 'number', problem: 'holds an extension', done: 'changed' })
  return { ...cells, number, extension }
}

/** Half a position is none; what was given of it is put by. */
const withoutHalf = (cells: Record<string, Value>, lost: Lost) => {
  const half = [cells.latitude, cells.longitude].filter((value) => (value ?? null) !== null)
  if (half.length !== 1) return cells
  for (const column of ['latitude', 'longitude'] as const)
    if ((cells[column] ?? null) !== null) lost.set(column, String(cells[column]))
  return { ...cells, latitude: null, longitude: null }
}

const known = (cells: Record<string, Value>) =>
  Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== null && value !== undefined))

/** A row with all its columns, as it is written. */
export const complete = (kind: Kind, id: string, body: Record<string, unknown>, zone: string) => {
  switch (kind) {
    case 'organization':
    case 'address':
    case 'phone':
    case 'schedule':
      return row(kind, { ...body, id } as never)
    case 'location':
      return row('location', { kind: 'venue', zone, location_type: 'physical', ...body, id } as never)
    case 'service':
      return row('service', { kind: 'other', status: 'active', ...body, id } as never)
    case 'given_value':
      return { ...body, id }
    default: {
      const columns = Object.keys(tableSpecs[kind].columns)
      return { ...Object.fromEntries(columns.map((column) => [column, null])), ...body, id }
    }
  }
}

export interface Around {
  source: string
  /** Whether a record of this table, or of any, is among what is read or there already. */
  leadsTo: (to: Table | 'anything', id: string) => boolean
}

/**
 * Reads the rows of a source one after another. A row that lacks what it needs is left out; a link that leads nowhere is left
 * empty, or its row left out where the link is what makes it; an address that calls itself confidential is not taken over.
 */
export const rowReader = ({ source, leadsTo }: Around) => {
  const seen = new Set<string>()

  const linked = (given: Given, cells: Record<string, Value>, lost: Lost, into: Reading): boolean => {
    const say = (column: string, problem: string, done: Defect['done']) =>
      into.defects.push({ file: given.file, row: given.row, column, problem, done })
    for (const [column, spec] of Object.entries(tableSpecs[given.table].columns)) {
      if (spec.as !== 'link') continue
      const written = cells[column] ?? null
      const to = spec.to === 'anything' ? String(cells.link_entity ?? cells.resource_type) : spec.to
      const id = written === null ? null : idIn(source, to, String(written))
      const leads = id !== null && leadsTo(spec.to, id)
      if (id) into.links.push({ column, leads })
      if (id && !leads) {
        const done = spec.loose ? 'kept as it is' : spec.needed ? 'row left out' : 'left empty'
        say(column, `leads to no ${to}: ${written}`, done)
      } else if (!id && spec.needed) say(column, 'is missing', 'row left out')
      if (spec.needed && (!id || !(leads || spec.loose))) return false
      if (id && !leads && !spec.loose) lost.set(column, String(written))
      cells[column] = leads || (id && spec.loose) ? id : null
    }
    return true
  }

  /** The row's id; another one where an earlier row has it and nothing refers to such rows; null where it cannot be told apart. */
  const ownId = (given: Given, into: Reading): string | null => {
    const id = rowId(source, given)
    if (given.nested || !seen.has(`${given.table} ${id}`)) return id
    if (given.implied) return null
    const other = idFor(source, given.table, JSON.stringify(given.cells))
    const isOther = leaves.has(given.table) && !seen.has(`${given.table} ${other}`)
    into.defects.push({
      file: given.file,
      row: given.row,
      column: 'id',
      problem: isOther ? 'is used before: the row gets another' : 'is there already',
      done: isOther ? 'changed' : 'row left out',
    })
    return isOther ? other : null
  }

  const staged = (given: Given, id: string, cells: Record<string, Value>, lost: Lost): Staged[] => {
    const origin = ['organization', 'location', 'service'].includes(given.table)
      ? { source_id: source, source_key: plain(given.cells.id).value ?? id }
      : {}
    const body = { ...known(cells), ...origin }
    const parents = parentColumns.map((column) => cells[column]).filter((one): one is string => typeof one === 'string')
    const main: Staged = { kind: given.table, id, parents, body, ...(given.nested && { nested: true }) }
    const kept = [...lost].map(([field, value]): Staged => {
      const key = idFor(id, 'given_value', field)
      return {
        kind: 'given_value',
        id: key,
        parents: [id],
        body: { thing_id: id, field, thing_type: given.table, value },
        nested: true,
      }
    })
    return [main, ...kept]
  }

  /** What a file says of a record that another file gives. */
  const added = (given: Given, into: Reading): Reading => {
    const say = (column: string, problem: string, done: Defect['done']) =>
      into.defects.push({ file: given.file, row: given.row, column, problem, done })
    const written = given.cells.id?.trim()
    const id = written ? idIn(source, given.table, written) : null
    if (written) into.links.push({ column: `${given.table}_id`, leads: leadsTo(given.table, id!) })
    if (!id || !leadsTo(given.table, id)) {
      say(`${given.table}_id`, id ? `leads to no ${given.table}: ${written}` : 'is missing', 'row left out')
      return into
    }
    const { id: _, ...cells } = given.cells
    const body = known(readCells({ ...given, cells }, into.defects, new Map()))
    if (Object.keys(body).length) into.rows.push({ kind: given.table, id, parents: [], body, adds: true })
    return into
  }

  return (given: Given): Reading => {
    const into: Reading = { rows: [], defects: [], links: [] }
    if (given.adds) return added(given, into)
    const id = ownId(given, into)
    if (!id) return into
    const lost: Lost = new Map()
    let cells = readCells(given, into.defects, lost)
    const missing = tableSpecs[given.table].needed.find((column) => (cells[column] ?? null) === null)
    if (missing && given.table !== 'accessibility')
      into.defects.push({
        file: given.file,
        row: given.row,
        column: missing,
        problem: 'is missing',
        done: 'row left out',
      })
    if (missing || !linked(given, cells, lost, into)) return { ...into, isLeftOut: true }
    if (given.table === 'address' && [cells.address_1, cells.attention, cells.address_2].some(saysConfidential)) {
      const problem = 'says that it is confidential: its place is kept secret from now on'
      into.defects.push({ file: given.file, row: given.row, column: 'address_1', problem, done: 'row left out' })
      return { ...into, hides: String(cells.location_id) }
    }
    if (given.table === 'schedule') cells = withRule(cells)
    if (given.table === 'phone') cells = withNumber(cells, given, into.defects)
    if (given.table === 'location') cells = withoutHalf(cells, lost)
    if (!given.nested) seen.add(`${given.table} ${id}`)
    into.rows.push(...staged(given, id, cells, lost))
    return into
  }
}
