/**
 * People matching, as a library of its own: pure functions over plain data, exact where they say so, the same answer for
 * the same problem and seed. See docs/matching.md.
 */

export {
  type AssignmentPlan,
  type AssignmentProblem,
  blockingPairs,
  explainMatch,
  type Pair,
  type Quota,
  reassign,
  type StablePlan,
  solveAssignment,
  solveStable,
} from './assignment/assignment.ts'
export { type QuickPlan, quickAssignment } from './assignment/quick.ts'
export {
  type Applicant,
  type Availability,
  explainPlace,
  type Group,
  type GroupsPlan,
  type GroupsProblem,
  type GroupsSearch,
  solveGroups,
} from './groups/groups.ts'
export { proveGroups } from './groups/prove.ts'
export { type Regrouped, regroup } from './groups/regroup.ts'
export { type Certificate, certify, NotProven } from './pairs/certificate.ts'
export type { Aims } from './pairs/levels.ts'
export { type Matching, maximumWeightMatching } from './pairs/maximum-weight-matching.ts'
export { type PairingPlan, pairPeople, repairPairs } from './pairs/pair-people.ts'
export { type PairingProblem, repeatCost } from './pairs/people.ts'
export type { PlanOfPairs } from './pairs/plan.ts'
export { type QuickMatching, quickMatching, quickPairs } from './pairs/quick.ts'
export { Cancelled, type Explanation, InvalidProblem, type Progress, type Reason, type Watch } from './problem.ts'
export type { Proving } from './proving/proving.ts'
export { type Random, seeded } from './random.ts'
export { planRounds, type RoundsSearch } from './rounds/plan-rounds.ts'
export type { Participant, Programme, ProgrammePlan, Round } from './rounds/programme.ts'
export { proveShifts } from './shifts/prove.ts'
export {
  type Duty,
  explainDuties,
  refillShifts,
  type Shift,
  type ShiftsPlan,
  type ShiftsProblem,
  type ShiftsSearch,
  solveShifts,
} from './shifts/shifts.ts'
