import { z } from 'zod'
import { ticked } from '#kernel/text/text.ts'
import { knownPassword } from '../fields.ts'

/** Nobody is erased by a slip of the desk: the one who presses says that they were asked. */
export const EraseFor = z.strictObject({ asked: ticked.refine((yes) => yes, 'eraseForAskFirst') })

export const EraseMe = z.strictObject({ password: knownPassword })
