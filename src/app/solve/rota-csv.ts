import type { Shift, ShiftsProblem } from '#matching/shifts/shifts.ts'
import { answerIn, type CsvRow, countIn, listIn, namesOf, sheetOfCsv } from './csv.ts'
import { hourOf, type Moment, momentOf } from './moments.ts'
import { BadFile } from './number-rows.ts'

/** How gladly somebody works who said “if need be” and “yes”, in the unit of the library's likings. */
const LIKING = [0, 1, 5] as const

type Named = { name: string; skills: string[]; shift: Shift }

/**
 * A rota from two files: the people (`name`, `skills` a;b, `hours` at most in all, empty for no limit, and one column for
 * each shift, with yes, if need be or no), and the shifts (`shift`, `start`, `end`, `needs`, 1 where empty, and `skills` that
 * each person there must have). Throws `BadFile`.
 */
export const rotaFromCsv = (peopleFile: string, shiftsFile: string): ShiftsProblem => {
  const shifts = shiftsIn(shiftsFile)
  const { columns, rows, short } = sheetOfCsv(peopleFile, ['name', ...shifts.map(({ name }) => name)])
  const known = ['name', 'skills', 'hours', ...shifts.map(({ name }) => name)]
  const unknown = columns.find((column) => !known.includes(column))
  if (unknown !== undefined) throw new BadFile(short, 1, `“${unknown}” is neither a column about people nor a shift`)
  const length = shifts.reduce((sum, { shift }) => sum + shift.end - shift.start, 0)
  const names = { people: namesOf(rows), shifts: shifts.map(({ name }) => name) }
  return {
    people: rows.length,
    shifts: shifts.map(({ shift }) => shift),
    hours: rows.map((row) => hoursIn(row) ?? length),
    candidates: candidatesIn(rows, shifts),
    names,
  }
}

const candidatesIn = (rows: CsvRow[], shifts: Named[]) => {
  const found = { person: [] as number[], shift: [] as number[], liking: [] as number[] }
  rows.forEach((row, person) => {
    const able = new Set(listIn(row.record.skills?.toLowerCase()))
    shifts.forEach(({ name, skills }, shift) => {
      const answer = answerIn(row, name)
      if (answer === 0 || skills.some((skill) => !able.has(skill))) return
      found.person.push(person)
      found.shift.push(shift)
      found.liking.push(LIKING[answer])
    })
  })
  return found
}

const hoursIn = ({ record, line, short }: CsvRow): number | undefined => {
  const text = record.hours
  if (!text) return undefined
  if (/^\d{1,4}([.,]\d{1,2})?$/.test(text)) return Number(text.replace(',', '.'))
  throw new BadFile(short, line, `“${text}” under hours is not a number of hours`)
}

const shiftsIn = (file: string): Named[] => {
  const { columns, rows, short } = sheetOfCsv(file, ['shift', 'start', 'end'])
  const unknown = columns.find((column) => !['shift', 'start', 'end', 'needs', 'skills'].includes(column))
  if (unknown !== undefined)
    throw new BadFile(short, 1, `“${unknown}” is no column; there are shift, start, end, needs, skills`)
  const names = namesOf(rows, 'shift')
  const kinds = rows.map((row) => startOf(row).kind)
  const other = kinds.findIndex((kind) => kind !== kinds[0])
  if (other >= 0) throw new BadFile(short, rows[other]!.line, 'weekdays and dates stand under start in one file')
  return rows.map((row, at) => ({
    name: names[at]!,
    skills: listIn(row.record.skills?.toLowerCase()),
    shift: { ...timesOf(row), need: countIn(row, 'needs', 1) },
  }))
}

const startOf = ({ record, line, short }: CsvRow): Moment => {
  const start = momentOf(record.start ?? '')
  if (start) return start
  throw new BadFile(short, line, `“${record.start}” under start is no time such as Mon 9:00 or 2026-11-23 9:00`)
}

/** An end without a day is the next such hour after the start. */
const timesOf = (row: CsvRow): Pick<Shift, 'start' | 'end'> => {
  const { record, line, short } = row
  const { kind, day, hour } = startOf(row)
  const bare = hourOf(record.end ?? '')
  const given = bare === null ? momentOf(record.end ?? '') : { kind, day: day + +(bare <= hour), hour: bare }
  if (given?.kind !== kind) throw new BadFile(short, line, `“${record.end}” under end is no time such as 12:00`)
  const nextWeek = kind === 'weekday' && day === 6 && given.day === 0 ? 7 : 0
  const [start, end] = [24 * day + hour, 24 * (given.day + nextWeek) + given.hour]
  if (end > start) return { start, end }
  throw new BadFile(short, line, `“${record.end}” under end is not after “${record.start}”`)
}
