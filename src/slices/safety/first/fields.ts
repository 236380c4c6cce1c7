import { z } from 'zod'
import { id } from '#kernel/text/text.ts'

export const FirstPost = z.strictObject({ group: id, post: id })
export type FirstPost = z.infer<typeof FirstPost>
