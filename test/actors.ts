import type { Role } from '#kernel/session/actor.ts'
import type { CastMember } from '#slices/people/seed.ts'

/** Who of the cast stands for each role in the matrices. */
export const actors: Record<Role, CastMember | null> = {
  visitor: null,
  member: 'maryam',
  host: 'joe',
  navigator: 'nasreen',
  editor: 'tom',
  admin: 'grace',
  moderator: 'ade',
  safeguarding: 'ruth',
  steward: 'helen',
}
