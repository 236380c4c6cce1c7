import { z } from 'zod'
import { ticked } from '#kernel/text/text.ts'
import { code, email, knownPassword, linkKey, newPassword, next, personName } from '../fields.ts'

export const SignUp = z.strictObject({ name: personName, email, password: newPassword, young: ticked, next })
export type SignUp = z.infer<typeof SignUp>

export const SignIn = z.strictObject({ email, password: knownPassword, remember: ticked, next })
export type SignIn = z.infer<typeof SignIn>

export const ByLetter = z.strictObject({ email, next })
export const Forgotten = z.strictObject({ email })
/** Pages take what they know and let the rest be: mail programs add words of their own to links. */
export const Linked = z.object({ key: linkKey })
export const Onward = z.object({ next })

export const OpenLink = z.strictObject({ key: linkKey, remember: ticked })
export const ConfirmSignUp = z.strictObject({ key: linkKey, password: z.string().max(128, 'passwordWrong').optional() })
export const NewPassword = z.strictObject({ key: linkKey, password: newPassword })
export const SecondStep = z.strictObject({ code, next })
