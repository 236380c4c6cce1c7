import type { Role } from '#kernel/session/actor.ts'

export const checkKinds = ['background', 'training', 'driving', 'first_aid', 'food', 'identity'] as const
export type CheckKind = (typeof checkKinds)[number]

/** Roles, and what people do for others without being a role: each may need checks here. */
export const duties = [
  'host',
  'navigator',
  'editor',
  'admin',
  'moderator',
  'safeguarding',
  'childcare',
  'mentoring',
  'driving',
  'peer_counselling',
] as const satisfies readonly (Role | string)[]
export type Duty = (typeof duties)[number]

/** How long before its end the holder is told. */
export const warnedDays = 30

export type CheckState = 'holds' | 'endsSoon' | 'over' | 'ended'

export const stateOfCheck = ({ until, endedAt }: { until: Date; endedAt: Date | null }, now: Date): CheckState => {
  if (endedAt && endedAt <= now) return 'ended'
  if (until <= now) return 'over'
  return until.getTime() - now.getTime() <= warnedDays * 86_400_000 ? 'endsSoon' : 'holds'
}
