import { z } from 'zod'
import { fact } from '#kernel/facts/facts.ts'

const count = z.number().int().min(0)

/** A batch of listings was written from a source. Many things at once, so it names how many and not which. */
export const ListingsImported = fact(
  'directory.ListingsImported',
  z.strictObject({ inserted: count, updated: count, unchanged: count }),
  { auditOnly: true },
)
