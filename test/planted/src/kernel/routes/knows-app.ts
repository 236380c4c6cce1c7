import { ladder } from '#app/ladder.ts'
export const x = ladder
