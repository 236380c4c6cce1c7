import { z } from 'zod'
import { id, line, ticked } from '#kernel/text/text.ts'
import { dayOf } from '#kernel/time/days.ts'
import { checkKinds, duties } from '../checks/rules.ts'
import { email } from '../fields.ts'
import { grantable } from './access.ts'

const noDay = line({ max: 10 }).refine((value) => value === '' || dayOf(value) !== null, 'notADay')
const day = line({ min: 1, max: 10 }).refine((value) => dayOf(value) !== null, 'notADay')

export const TrustForm = z.strictObject({
  email,
  role: z.enum(grantable.steward, 'notAChoice'),
  scope: line({ max: 200 }),
  scope_id: z.union([z.literal(''), id]).default(''),
  until: noDay,
})
export type TrustForm = z.infer<typeof TrustForm>

export const CheckForm = z.strictObject({
  email,
  kind: z.enum(checkKinds, 'notAChoice'),
  issuer: line({ min: 1, max: 120 }),
  reference: line({ min: 1, max: 60 }),
  until: day,
})
export type CheckForm = z.infer<typeof CheckForm>

const kinds = z
  .union([z.enum(checkKinds), z.array(z.enum(checkKinds))])
  .optional()
  .transform((value) => [value ?? []].flat())

export const NeedsForm = z.strictObject(
  Object.fromEntries(duties.map((duty) => [duty, kinds])) as Record<(typeof duties)[number], typeof kinds>,
)

export const AgesForm = z.strictObject({
  minimum: z.coerce.number('notANumber').int('notANumber').min(0, 'notANumber').max(25, 'notANumber'),
  unknown_is_minor: ticked,
})

export const InvitationKey = z.strictObject({ key: z.string().max(100).default('') })
