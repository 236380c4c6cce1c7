import { z } from 'zod'
import { email } from '#slices/people/fields.ts'

const role = z.enum(['editor', 'admin'], 'notAChoice')

export const InviteForm = z.strictObject({ email, role })
export type InviteForm = z.infer<typeof InviteForm>

export const RoleForm = z.strictObject({ role })
