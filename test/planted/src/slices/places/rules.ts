import { z } from './queries.ts'
export const y = z
