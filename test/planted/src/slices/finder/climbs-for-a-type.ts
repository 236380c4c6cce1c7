import type { z } from '#slices/directory/queries.ts'
export type Y = typeof z
