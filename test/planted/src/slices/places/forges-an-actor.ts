import { Actor } from '#kernel/session/actor.ts'
export const forged = Actor
