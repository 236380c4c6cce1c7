import { z } from '#slices/places/rules.ts'
export const y = z
