import { z } from 'zod'
import { knownPassword } from '../fields.ts'

export const EraseMe = z.strictObject({ password: knownPassword })
