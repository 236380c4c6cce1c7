import { z } from 'zod'
import { fact } from '#kernel/facts/facts.ts'

const synonym = z.strictObject({ synonymId: z.uuid() })

export const SynonymAdded = fact('finder.SynonymAdded', synonym, { auditOnly: true })
export const SynonymRemoved = fact('finder.SynonymRemoved', synonym, { auditOnly: true })
