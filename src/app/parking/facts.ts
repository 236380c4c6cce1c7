import { z } from 'zod'
import { fact } from '#kernel/facts/facts.ts'

const some = z.strictObject({ count: z.int().min(1) })

export const ParkedWorkRetried = fact('parking.ParkedWorkRetried', some, { auditOnly: true })
export const ParkedWorkDropped = fact('parking.ParkedWorkDropped', some, { auditOnly: true })
