import path from 'node:path'
import type { PairingProblem, Participant, Programme } from '#matching/matching.ts'
import { listIn, rowsOfCsv } from './csv.ts'
import { BadFile } from './number-rows.ts'

/** A row of a people file: `name`, and what is known of them; lists stand in one cell, apart by semicolons. */
interface Row {
  name: string
  line: number
  interests: string[]
  notWith: string[]
  apart: string
  met: { name: string; ago: number }[]
  debt: number
  participation: Omit<Participant, 'id'>
}

const columns = ['name', 'interests', 'not_with', 'keep_apart', 'met', 'debt', 'from', 'until', 'paused']

/** How much each interest that two share counts towards their affinity, of 1000. */
const SHARED = 250

/**
 * People from a CSV file with a header. Columns: `name` (needed), `interests` (a;b), `not_with` (names, never paired),
 * `keep_apart` (whoever shares this cell is not paired, e.g. the organisation), `met` (name:rounds ago; …), `debt` (times
 * left out), and for programmes `from`, `until`, `paused` (round numbers). Throws `BadFile` with the line.
 */
export const pairingFromCsv = (file: string): PairingProblem => {
  const rows = readRows(file)
  return { ...knownOf(rows), people: rows.map(({ name }) => name) }
}

export const programmeFromCsv = (file: string, rounds: number): Programme => {
  const rows = readRows(file)
  return { ...knownOf(rows), rounds, people: rows.map(({ name, participation }) => ({ id: name, ...participation })) }
}

const knownOf = (rows: Row[]) => {
  const affinities: { a: string; b: string; affinity: number }[] = []
  const exclusions: [string, string][] = rows.flatMap(({ name, notWith }) =>
    notWith.map((other): [string, string] => [name, other]),
  )
  rows.forEach((one, i) => {
    for (const other of rows.slice(i + 1)) {
      if (one.apart && one.apart === other.apart) exclusions.push([one.name, other.name])
      const shared = one.interests.filter((interest) => other.interests.includes(interest)).length
      if (shared) affinities.push({ a: one.name, b: other.name, affinity: Math.min(1000, SHARED * shared) })
    }
  })
  const met = rows.flatMap(({ name, met }) => met.map((meeting) => ({ a: name, b: meeting.name, ago: meeting.ago })))
  return { affinities, exclusions, met, debt: Object.fromEntries(rows.map(({ name, debt }) => [name, debt])) }
}

const readRows = (file: string): Row[] => {
  const short = path.basename(file)
  const rows = rowsOfCsv(file, columns).map(({ record, line }) => rowOf(record, line, short))
  const names = new Set<string>()
  for (const { name, line } of rows) {
    if (names.has(name)) throw new BadFile(short, line, `“${name}” stands there twice`)
    names.add(name)
  }
  for (const { name, line, notWith, met } of rows) {
    for (const other of [...notWith, ...met.map(({ name: with_ }) => with_)]) {
      if (!names.has(other)) throw new BadFile(short, line, `nobody here is “${other}”`)
      if (other === name) throw new BadFile(short, line, `“${name}” is paired with themselves`)
    }
  }
  return rows
}

const rowOf = (record: Record<string, string>, line: number, file: string): Row => {
  const count = (column: string, text: string | undefined): number | undefined => {
    if (!text) return undefined
    if (!/^\d{1,6}$/.test(text)) throw new BadFile(file, line, `“${text}” under ${column} is not a whole number`)
    return Number(text)
  }
  if (!record.name) throw new BadFile(file, line, 'there is no name')
  const [from, until] = [count('from', record.from), count('until', record.until)]
  return {
    name: record.name,
    line,
    interests: listIn(record.interests),
    notWith: listIn(record.not_with),
    apart: record.keep_apart ?? '',
    met: listIn(record.met).map((text) => {
      const colon = text.lastIndexOf(':')
      return {
        name: colon < 0 ? text : text.slice(0, colon).trim(),
        ago: count('met', colon < 0 ? '1' : text.slice(colon + 1).trim())!,
      }
    }),
    debt: count('debt', record.debt) ?? 0,
    participation: {
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
      paused: listIn(record.paused).map((text) => count('paused', text)!),
    },
  }
}
