import { z } from 'zod'
import type { Problem } from '#kernel/errors/errors.ts'
import { id, line, text, ticked } from '#kernel/text/text.ts'
import {
  type Field,
  fieldsOf,
  hoursFromWeek,
  isYesNo,
  looksLikePhone,
  type RecordKind,
  type Values,
  webAddress,
  weekdays,
  weekOf,
} from './rules.ts'

const long = text({ max: 4_000 })
const middle = text({ max: 1_500 })
const short = line({ max: 200 })
const yesNo = z.enum(['', 'yes', 'no'], 'notAChoice')

const shapes: Partial<Record<Field, z.ZodType<string>>> = {
  name: line({ max: 200 }).refine((value) => value !== '', 'nameNeeded'),
  description: long,
  phone: line({ max: 60 }).refine((value) => !value || looksLikePhone(value), 'notAPhone'),
  email: line({ max: 254 }).refine(
    (value) => !value || /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/u.test(value),
    'notAnEmail',
  ),
  url: line({ max: 400 }).transform((value, context) => {
    const whole = value && webAddress(value)
    if (whole === null) context.addIssue({ code: 'custom', message: 'notAWebAddress' })
    return whole ?? ''
  }),
  who: middle,
  how: middle,
  fees: middle,
}

const days = Object.fromEntries(weekdays.map((day) => [`hours_${day}`, line({ max: 120 }).optional()]))

const shapeOf = (field: Field): Record<string, z.ZodType> => {
  if (field === 'hours') return { ...days, hours_unknown: ticked }
  if (field === 'free') return { free: ticked }
  return { [field]: (shapes[field] ?? (isYesNo(field) ? yesNo : short)).optional() }
}

const listing = (kind: RecordKind) =>
  z.strictObject(Object.assign({}, ...fieldsOf[kind].map(shapeOf)) as Record<string, z.ZodType>)

/** A listing as it is typed: what is left out of a form stays as it is. */
export const ListingTyped = {
  service: listing('service'),
  place: listing('place'),
  organisation: listing('organisation'),
}
export type ListingTyped = Record<string, unknown>

/** The hours that somebody typed; what we showed and nobody touched stays, also where it is more than a week can say. */
const hoursTyped = (typed: ListingTyped, there: string): { hours: string } | { problems: Problem[] } => {
  if (typed.hours_unknown) return { hours: '' }
  const given = weekdays.map((day) => [day, (typed[`hours_${day}`] as string | undefined) ?? ''] as const)
  const shown = weekOf(there)
  if (given.every(([day, value]) => value === (shown?.[day] ?? ''))) return { hours: there }
  const read = hoursFromWeek(Object.fromEntries(given) as Record<(typeof weekdays)[number], string>)
  if ('text' in read) return { hours: read.text }
  return { problems: read.unread.map((day) => ({ field: `hours_${day}`, message: 'hoursUnread' })) }
}

/** What was typed as the values of fields: hours are one field, ticks are «yes». */
export const valuesTyped = (
  kind: RecordKind,
  typed: ListingTyped,
  there: Values,
): { values: Values; problems: Problem[] } => {
  const values: Values = {}
  for (const field of fieldsOf[kind] as readonly Field[]) {
    if (field === 'hours') continue
    if (field === 'free') values.free = typed.free ? 'yes' : ''
    else if (typeof typed[field] === 'string') values[field] = typed[field]
  }
  const asksHours = weekdays.some((day) => typed[`hours_${day}`] !== undefined) || typed.hours_unknown
  if (!asksHours) return { values, problems: [] }
  const hours = hoursTyped(typed, there.hours ?? '')
  return 'problems' in hours ? { values, problems: hours.problems } : { values: { ...values, ...hours }, problems: [] }
}

export const OldChange = z.strictObject({ change: id })

export const NewPlace = z
  .strictObject({
    name: short.default(''),
    address_1: short.default(''),
    city: short.default(''),
    postal_code: short.default(''),
  })
  .refine(({ address_1, postal_code }) => address_1 || postal_code, { message: 'placeNeeded', path: ['address_1'] })

export const OldPlace = z.strictObject({ location: id })
