import type { Availabilities } from './problem.ts'

/** One group more in a slot, and what it earns at the prices of the day. */
export type Offer = { readonly slot: number; readonly gain: number }

/**
 * What the best prices found say: no plan is worth more than `base` and the first offers, as many as may still open. Offers
 * stand by gain; the first `surely` leave none out, of the others each slot has one, its best.
 */
export interface Outlook {
  readonly bound: number
  readonly base: number
  readonly offers: readonly Offer[]
  readonly surely: number
}

const NONE = { offers: [], surely: 0 }
/** Offers looked for beyond those that may open, for when the first slots have had their turn. */
const AHEAD = 8

/** All plans with these groups open in each slot, and `more` groups in slots of the candidates besides. */
export type Branch = { readonly open: Int32Array; readonly candidates: readonly number[]; readonly more: number }

type Effort = { readonly steps: number; readonly enough: number; readonly goOn?: () => boolean }

/** After so many steps in vain the steps become half as long, and start again from the best prices. */
const PATIENCE = 10
/** How much of the last step's direction stays in the next: less zigzag, a fifth of the branches. */
const MEMORY = 0.7

/**
 * A price for each person, asked of whichever group takes them. Whatever the prices: no plan is worth more than all prices
 * and what each slot earns after paying them. The least such bound is that of the linear relaxation, as a slot's seats
 * and caps are a matroid, which takes its people greedily and never by halves (Geoffrion, Lagrangean relaxation for integer
 * programming, 1974). Steps: Camerini, Fratta and Maffioli, On improving relaxation methods by modified gradient
 * techniques (1975).
 */
export class Prices {
  readonly price: Float64Array
  /** People looked at so far: the measure of work, the same on every machine. */
  work = 0

  private readonly a: Availabilities
  private readonly first: Int32Array
  private readonly person: Int32Array
  private readonly worth: Float64Array
  private readonly left: Float64Array
  private readonly inOrganisation: Int32Array
  private readonly takers: Int32Array
  private readonly way: Float64Array
  private readonly best: Float64Array

  constructor(a: Availabilities) {
    this.a = a
    this.price = new Float64Array(a.people)
    this.best = new Float64Array(a.people)
    this.way = new Float64Array(a.people)
    this.takers = new Int32Array(a.people)
    this.inOrganisation = new Int32Array(a.organisations)
    this.first = new Int32Array(a.slots + 1)
    for (const slot of a.slot) this.first[slot + 1]!++
    for (let s = 0; s < a.slots; s++) this.first[s + 1]! += this.first[s]!
    const next = this.first.slice()
    this.person = new Int32Array(a.slot.length)
    this.worth = new Float64Array(a.slot.length)
    this.left = new Float64Array(a.slot.length)
    for (let person = 0; person < a.people; person++)
      for (let k = a.first[person]!; k < a.first[person + 1]!; k++) {
        const at = next[a.slot[k]!]!++
        this.person[at] = person
        this.worth[at] = 2 * a.people + 1 + a.level[k]!
      }
  }

  /**
   * Moves the prices towards those at which each person is taken once, until no plan of this branch can be worth `enough`,
   * or `steps` are made. Leaves the best prices in `price`.
   */
  lower(branch: Branch, { steps, enough, goOn }: Effort): Outlook {
    let best = this.look(branch)
    this.best.set(this.price)
    this.way.fill(0)
    let length = 1
    let vain = 0
    let now = best
    for (let step = 0; step < steps && best.bound >= enough; step++) {
      if (step % 16 === 15 && goOn && !goOn()) break
      if (!this.move(length * (now.bound - enough + 1))) break
      now = this.look(branch)
      if (now.bound < best.bound) {
        best = now
        this.best.set(this.price)
        vain = 0
      } else if (++vain === PATIENCE) {
        vain = 0
        length /= 2
        now = best
        this.price.set(this.best)
        this.look(branch)
      }
    }
    this.price.set(this.best)
    return best
  }

  /** Begins with the same share of what each person is worth at most: none where seats are scarce, all where people are. */
  begin(branch: Branch): void {
    const { a, price } = this
    const share = (of: number) => {
      for (let p = 0; p < a.people; p++) price[p] = a.first[p + 1]! > a.first[p]! ? of * (2 * a.people + 2) : 0
      return this.look(branch).bound
    }
    const shares = [0, 0.25, 0.5, 0.75, 1]
    const bounds = shares.map(share)
    share(shares[bounds.indexOf(Math.min(...bounds))]!)
  }

  /** Whom nobody takes becomes cheaper, whom several take dearer. False where everybody is taken once: nothing is lower. */
  private move(far: number) {
    const { price, takers, way } = this
    let square = 0
    for (let p = 0; p < price.length; p++) {
      const direction = 1 - takers[p]! + MEMORY * way[p]!
      way[p] = direction > 0 && price[p] === 0 ? 0 : direction
      square += way[p]! * way[p]!
    }
    if (square === 0) return false
    for (let p = 0; p < price.length; p++) price[p] = Math.max(0, price[p]! - (far / square) * way[p]!)
    return true
  }

  private look(branch: Branch): Outlook {
    const { takers } = this
    const { open, more } = branch
    takers.fill(0)
    let base = 0
    for (const one of this.price) base += one
    for (let s = 0; s < open.length; s++) {
      if (open[s] === 0) continue
      this.sort(s)
      base += this.earn(s, open[s]!)
    }
    const { offers, surely } = branch.more > 0 ? this.offersOf(branch) : NONE
    const extra = new Map<number, number>()
    let bound = base
    for (const { slot, gain } of offers.slice(0, more)) {
      bound += gain
      extra.set(slot, (extra.get(slot) ?? 0) + 1)
    }
    for (let s = 0; s < open.length; s++) {
      const groups = open[s]! + (extra.get(s) ?? 0)
      if (groups > 0) this.earn(s, groups, takers)
    }
    return { bound, base, offers, surely }
  }

  /** Each group of a slot earns at most what the one before does, so the best is always the next one of some slot. */
  private offersOf({ open, candidates, more }: Branch): { offers: Offer[]; surely: number } {
    const next = candidates.map((slot) => {
      if (open[slot] === 0) this.sort(slot)
      const before = open[slot] === 0 ? 0 : this.earn(slot, open[slot]!)
      const groups = open[slot]! + 1
      const earned = this.earn(slot, groups)
      return { slot, groups, earned, gain: earned - before }
    })
    const offers: Offer[] = []
    while (offers.length < more + AHEAD) {
      let top = -1
      for (let at = 0; at < next.length; at++) if (next[at]!.gain > (next[top]?.gain ?? 0)) top = at
      if (top < 0) break
      const { slot, groups, earned, gain } = next[top]!
      offers.push({ slot, gain })
      const then = this.earn(slot, groups + 1)
      next[top] = { slot, groups: groups + 1, earned: then, gain: then - earned }
    }
    const surely = offers.length
    for (const { slot, gain } of next.sort((a, b) => b.gain - a.gain)) offers.push({ slot, gain: Math.max(0, gain) })
    return { offers, surely }
  }

  /** By what they are worth less their price. Insertion: from one look to the next hardly anybody changes places. */
  private sort(slot: number) {
    const { first, person, worth, price, left } = this
    const begin = first[slot]!
    const end = first[slot + 1]!
    this.work += end - begin
    for (let i = begin; i < end; i++) {
      const p = person[i]!
      const w = worth[i]!
      const r = w - price[p]!
      let j = i - 1
      for (; j >= begin && left[j]! < r; j--) {
        left[j + 1] = left[j]!
        person[j + 1] = person[j]!
        worth[j + 1] = worth[j]!
      }
      left[j + 1] = r
      person[j + 1] = p
      worth[j + 1] = w
    }
  }

  /** What so many groups earn in the slot, with the best people that its seats and caps allow. */
  private earn(slot: number, groups: number, takers?: Int32Array): number {
    const { a, first, person, left, inOrganisation } = this
    const room = a.size * groups
    const cap = a.cap * groups
    const end = first[slot + 1]!
    inOrganisation.fill(0)
    let sum = 0
    let count = 0
    for (let i = first[slot]!; i < end && count < room && left[i]! > 0; i++) {
      const organisation = a.organisationOf[person[i]!]!
      if (organisation >= 0 && inOrganisation[organisation]!++ >= cap) continue
      sum += left[i]!
      count++
      if (takers) takers[person[i]!]!++
    }
    this.work += count
    return sum
  }
}
