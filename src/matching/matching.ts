export { Cancelled, type Explanation, InvalidProblem, type Progress, type Reason, type Watch } from './problem.ts'
export { type Random, seeded } from './random.ts'
