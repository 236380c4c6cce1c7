import { z } from '#slices/directory/queries.ts'
export const y = z
