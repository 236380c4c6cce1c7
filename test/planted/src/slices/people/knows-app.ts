import { ladder } from '#app/ladder.ts'
export const y = ladder
