import { z } from 'zod'
import { exportFormats } from '../rules.ts'

export const Download = z.strictObject({ format: z.enum(exportFormats, 'notAChoice') })
export const SentPage = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1) })
