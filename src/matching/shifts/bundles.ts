import { clockOf } from './hours.ts'
import type { ShiftsProblem } from './problem.ts'
import type { Roster } from './roster.ts'

/** Tables larger than this would take longer than they are worth. */
const LARGEST_TABLE = 2_000_000
/** What looking at a candidate costs, in cells of a table. */
const SCANNING = 4

/**
 * The best set of shifts for one person at a time: weighted intervals within hours, a knapsack by dynamic programming. A
 * burden that rises is taken as its tangent at the count that the person came to last, which is never more. O(shifts · hours)
 * for each person asked.
 */
export class Bundles {
  /** Cells of tables filled so far: the measure of work, the same on every machine. */
  work = 0

  private readonly problem: ShiftsProblem
  /** Candidates of each person by the end of their shift: `order[first[p]] … order[first[p + 1] − 1]`. */
  private readonly first: Int32Array
  private readonly order: Int32Array
  private readonly units: Float64Array
  private readonly unitsIn: number
  private readonly lastCount: Int32Array
  private table = new Float64Array(0)
  private readonly list: number[] = []
  private readonly gains: number[] = []
  private readonly before: number[] = []

  private constructor(roster: Roster, units: Float64Array, unitsIn: number) {
    const { problem } = roster
    const { person } = problem.candidates
    this.problem = problem
    this.units = units
    this.unitsIn = unitsIn
    this.lastCount = new Int32Array(problem.people).fill(1)
    this.first = new Int32Array(problem.people + 1)
    for (const k of roster.order) this.first[person[k]! + 1]!++
    for (let p = 0; p < problem.people; p++) this.first[p + 1]! += this.first[p]!
    this.order = new Int32Array(roster.order.length)
    const next = this.first.slice()
    const byEnd = problem.shifts
      .map((_, s) => s)
      .sort((s, t) => problem.shifts[s]!.end - problem.shifts[t]!.end || s - t)
    for (const s of byEnd)
      for (let at = roster.first[s]!; at < roster.first[s + 1]!; at++)
        this.order[next[person[roster.order[at]!]!]!++] = roster.order[at]!
  }

  /** Null where lengths are no whole minutes, or somebody has so many shifts and hours that tables would be huge. */
  static of(roster: Roster): Bundles | null {
    const { shifts, hours, people } = roster.problem
    const clock = clockOf(roster)
    if (clock === undefined || shifts.length === 0) return null
    const lengths = shifts.map((_, s) => roster.length(s) * clock)
    const step = lengths.reduce(commonMeasure)
    const units = Float64Array.from(lengths, (length) => length / step)
    const bundles = new Bundles(roster, units, clock / step)
    const allUnits = sumOf(units)
    for (let p = 0; p < people; p++) {
      const count = bundles.first[p + 1]! - bundles.first[p]!
      const all = Math.min(bundles.unitsFor(hours[p]!), allUnits)
      if (count * all > LARGEST_TABLE) return null
    }
    return bundles
  }

  /**
   * The best that this person can take besides what they hold, where candidate k is worth `worth(k)` less its burden: at most
   * what comes back, with the candidates in `taken`. Candidates that do not fit, or are not worth their burden, are passed over.
   */
  best(roster: Roster, person: number, worth: (k: number) => number, taken: number[]): number {
    const { list, gains, before, units } = this
    const { shift } = this.problem.candidates
    const { shifts, burden = 3 } = this.problem
    const count = this.lastCount[person]!
    const each = burden * (roster.shiftsOf[person]!.length + count)
    taken.length = list.length = gains.length = before.length = 0
    let all = 0
    this.work += SCANNING * (this.first[person + 1]! - this.first[person]!)
    for (let at = this.first[person]!; at < this.first[person + 1]!; at++) {
      const k = this.order[at]!
      const gain = worth(k) - each
      if (gain <= 0 || !roster.fits(person, shift[k]!)) continue
      let j = list.length
      const { start } = shifts[shift[k]!]!
      while (j > 0 && shifts[shift[list[j - 1]!]!]!.end > start) j--
      list.push(k)
      gains.push(gain)
      before.push(j)
      all += units[shift[k]!]!
    }
    const most = list.length > 0 ? this.fill(Math.min(all, this.unitsFor(roster.hoursLeft[person]!)), taken) : 0
    this.lastCount[person] = Math.max(1, taken.length)
    return most + (burden * count * (count - 1)) / 2
  }

  /** Row i of the table: the most that the first i candidates bring in so many hours. */
  private fill(hours: number, taken: number[]): number {
    const { list, gains, before, units } = this
    const { shift } = this.problem.candidates
    const row = hours + 1
    const cells = row * (list.length + 1)
    this.work += cells
    if (this.table.length < cells) this.table = new Float64Array(2 * cells)
    const table = this.table
    table.fill(0, 0, row)
    for (let i = 0; i < list.length; i++) {
      const here = i * row
      const length = units[shift[list[i]!]!]!
      const from = before[i]! * row - length
      const gain = gains[i]!
      for (let h = 0; h < length && h < row; h++) table[here + row + h] = table[here + h]!
      for (let h = length; h < row; h++) {
        const without = table[here + h]!
        const together = table[from + h]! + gain
        table[here + row + h] = together > without ? together : without
      }
    }
    for (let i = list.length, h = hours; i > 0; ) {
      if (table[i * row + h] === table[(i - 1) * row + h]) i--
      else {
        taken.push(list[i - 1]!)
        h -= units[shift[list[i - 1]!]!]!
        i = before[i - 1]!
      }
    }
    return table[list.length * row + hours]!
  }

  private unitsFor(hours: number) {
    return Math.floor(hours * this.unitsIn + 1e-9)
  }
}

const commonMeasure = (a: number, b: number): number => (b === 0 ? a : commonMeasure(b, a % b))

const sumOf = (numbers: Float64Array) => numbers.reduce((sum, one) => sum + one, 0)
