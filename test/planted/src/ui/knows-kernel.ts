import { x } from '#kernel/routes/knows-app.ts'
export const y = x
