import { z } from 'zod'
import { line, text, ticked } from '#kernel/text/text.ts'
import { groupKinds, joinings } from './rules.ts'

/** Lines of a text field, empty ones left out. */
const lines = text({ max: 1_000 })
  .default('')
  .transform((value) =>
    value
      .split('\n')
      .map((one) => one.trim())
      .filter(Boolean)
      .slice(0, 5),
  )

/** For whom a group exists at all. */
export const audiences = ['everyone', 'members', 'circle'] as const

export const GroupForm = z
  .strictObject({
    name: line({ min: 3, max: 80 }),
    kind: z.enum(groupKinds),
    about: text({ min: 10, max: 2_000 }),
    area: line({ max: 80 }).default(''),
    joining: z.enum(joinings),
    seen: z.enum(audiences).default('everyone'),
    adults: ticked,
    questions: lines,
    agreement: text({ max: 4_000 }).default(''),
    places: z
      .union([z.literal(''), z.coerce.number().int().min(2).max(5_000)])
      .default('')
      .transform((value) => value || null),
    pseudonym: line({ max: 40 }).default(''),
  })
  .transform(({ seen, ...form }) => ({ ...form, hidden: seen !== 'everyone', confidential: seen === 'circle' }))
export type GroupForm = z.infer<typeof GroupForm>

export const GroupFilter = z.object({
  kind: z.enum(groupKinds).nullable().catch(null).default(null),
  q: line({ max: 80 }).catch('').default(''),
  page: z.coerce.number().int().min(1).max(500).catch(1).default(1),
})
export type GroupFilter = z.infer<typeof GroupFilter>

const answer = text({ max: 500 }).default('')
export const JoinForm = z.strictObject({
  agree: z.literal('1', { error: 'mustAgree' }),
  version: z.coerce.number().int().min(0).default(0),
  answer0: answer,
  answer1: answer,
  answer2: answer,
  answer3: answer,
  answer4: answer,
})
export type JoinForm = z.infer<typeof JoinForm>

const key = z.string().regex(/^[A-Za-z0-9_-]{20,60}$/u)
export const AcceptForm = z.strictObject({
  key,
  agree: z.literal('1', { error: 'mustAgree' }),
  pseudonym: line({ max: 40 }).default(''),
})

export const KeyInUrl = z.object({ key: key.catch('') })

export const AgreeForm = z.strictObject({
  agree: z.literal('1', { error: 'mustAgree' }),
  version: z.coerce.number().int(),
})

export const Invite = z.strictObject({
  email: z
    .email({ error: 'notAnEmail' })
    .max(254)
    .transform((value) => value.toLowerCase()),
})
export const Withdrawn = z.strictObject({ invitation: z.uuid() })

export const Answered = z.strictObject({ yes: z.enum(['1', '0']) })
export const Removed = z.strictObject({
  reason: text({ min: 3, max: 500 }),
  days: z.coerce.number().int().min(0).max(365).default(0),
})

/** From a report: which circle it is about. */
export const CircleInUrl = z.object({ circle: z.uuid().or(z.literal('')).catch('').default('') })

export const BreakGlass = z.strictObject({
  circle: z.uuid(),
  reason: text({ min: 20, max: 1_000 }),
  hours: z.coerce.number().int().min(1).max(24),
})
