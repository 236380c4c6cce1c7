import { z } from 'zod'
import { languages } from '#kernel/messages/messages.ts'
import { line } from '#kernel/text/text.ts'
import { code, email, knownPassword, linkKey, newPassword, personName } from '../fields.ts'

export const Self = z.strictObject({ name: personName, language: z.enum(['', ...languages], 'notAChoice') })
export type Self = z.infer<typeof Self>

export const ChangePassword = z.strictObject({ current: knownPassword, password: newPassword })
export type ChangePassword = z.infer<typeof ChangePassword>

export const ChangeEmail = z.strictObject({ email, password: knownPassword })
export type ChangeEmail = z.infer<typeof ChangeEmail>

export const ConfirmEmail = z.strictObject({ key: linkKey, side: z.enum(['old', 'new'], 'notAChoice') })
export const LinkedEmail = z.object({ key: linkKey, side: z.enum(['old', 'new'], 'notAChoice') })
export const WithPassword = z.strictObject({ password: knownPassword })
export const WithCode = z.strictObject({ code })
export const PasskeyName = line({ max: 60 })
