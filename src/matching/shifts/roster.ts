import { InvalidProblem } from '../problem.ts'
import type { ShiftsProblem } from './problem.ts'

/** Who works when: every step checks hours and overlaps, so that no roster ever breaks a rule. */
export class Roster {
  readonly problem: ShiftsProblem
  /** Candidates of each shift: `order[first[s]] … order[first[s + 1] − 1]`. */
  readonly first: Int32Array
  readonly order: Int32Array
  readonly shiftsOf: number[][]
  readonly chosen: Uint8Array
  readonly pinned: Uint8Array
  readonly filled: Int32Array
  readonly hoursLeft: Float64Array
  /** Candidates that people hold, in the order of `shiftsOf`. */
  private readonly dutiesOf: number[][]

  constructor(problem: ShiftsProblem) {
    const { people, shifts, candidates, forbids = [], pins = [] } = problem
    const { person, shift } = candidates
    const count = person.length
    this.problem = problem
    this.first = new Int32Array(shifts.length + 1)
    this.chosen = new Uint8Array(count)
    this.pinned = new Uint8Array(count)
    this.filled = new Int32Array(shifts.length)
    this.hoursLeft = Float64Array.from(problem.hours)
    this.shiftsOf = Array.from({ length: people }, () => [])
    this.dutiesOf = Array.from({ length: people }, () => [])
    const barred = new Set(forbids.map(([p, s]) => p * shifts.length + s))
    const open = (k: number) => barred.size === 0 || !barred.has(person[k]! * shifts.length + shift[k]!)
    for (let k = 0; k < count; k++) if (open(k)) this.first[shift[k]! + 1]!++
    for (let s = 0; s < shifts.length; s++) this.first[s + 1]! += this.first[s]!
    this.order = new Int32Array(this.first[shifts.length]!)
    const next = this.first.slice()
    for (let k = 0; k < count; k++) if (open(k)) this.order[next[shift[k]!]!++] = k
    pins.forEach(([p, s], at) => {
      const k = this.candidateOf(p, s)!
      if (!this.fits(p, s) || this.filled[s]! >= shifts[s]!.need)
        throw new InvalidProblem(`pins[${at}]`, 'breaks the hours, an overlap or the need of the shift')
      this.put(k)
      this.pinned[k] = 1
    })
  }

  candidateOf(person: number, shift: number): number | undefined {
    const held = this.shiftsOf[person]!.indexOf(shift)
    if (held >= 0) return this.dutiesOf[person]![held]
    for (let at = this.first[shift]!; at < this.first[shift + 1]!; at++) {
      const k = this.order[at]!
      if (this.problem.candidates.person[k] === person) return k
    }
    return undefined
  }

  length(shift: number): number {
    return this.problem.shifts[shift]!.end - this.problem.shifts[shift]!.start
  }

  overlap(a: number, b: number): boolean {
    const [one, two] = [this.problem.shifts[a]!, this.problem.shifts[b]!]
    return one.start < two.end && two.start < one.end
  }

  /** Whether the person could take the shift beside all they have, or beside all but `without`. */
  fits(person: number, shift: number, without = -1): boolean {
    const given = without < 0 ? 0 : this.length(without)
    if (this.length(shift) > this.hoursLeft[person]! + given) return false
    for (const held of this.shiftsOf[person]!)
      if (held !== without && (held === shift || this.overlap(held, shift))) return false
    return true
  }

  put(k: number): void {
    const person = this.problem.candidates.person[k]!
    const shift = this.problem.candidates.shift[k]!
    this.chosen[k] = 1
    this.filled[shift]!++
    this.hoursLeft[person]! -= this.length(shift)
    this.shiftsOf[person]!.push(shift)
    this.dutiesOf[person]!.push(k)
  }

  drop(k: number): void {
    const person = this.problem.candidates.person[k]!
    const shift = this.problem.candidates.shift[k]!
    this.chosen[k] = 0
    this.filled[shift]!--
    this.hoursLeft[person]! += this.length(shift)
    const at = this.dutiesOf[person]!.indexOf(k)
    this.shiftsOf[person]!.splice(at, 1)
    this.dutiesOf[person]!.splice(at, 1)
  }

  /** What the person's shifts are worth: Σ (place + liking) − Σ burden · k over their k-th shift. */
  worthFor(person: number): number {
    const { candidates, place = 1000, burden = 3 } = this.problem
    const duties = this.dutiesOf[person]!
    let sum = -(burden * duties.length * (duties.length + 1)) / 2
    for (const k of duties) sum += place + candidates.liking[k]!
    return sum
  }

  /** What a person holds beside their pins. */
  heldBy(person: number): number[] {
    return this.dutiesOf[person]!.filter((k) => !this.pinned[k])
  }

  /** All that is given out beside the pins. */
  held(): number[] {
    return this.dutiesOf.flatMap((duties) => duties.filter((k) => !this.pinned[k]))
  }

  /** Takes all back but the pins, and gives these out instead. */
  replace(ks: readonly number[]): void {
    for (const k of this.held()) this.drop(k)
    for (const k of ks) this.put(k)
  }

  /** Σ (place + liking) − Σ burden · k over each person's k-th shift. */
  objective(): bigint {
    const { candidates, place = 1000, burden = 3 } = this.problem
    let sum = 0n
    for (let k = 0; k < this.chosen.length; k++) if (this.chosen[k]) sum += BigInt(place + candidates.liking[k]!)
    for (const { length } of this.shiftsOf) sum -= BigInt(burden) * BigInt((length * (length + 1)) / 2)
    return sum
  }
}
