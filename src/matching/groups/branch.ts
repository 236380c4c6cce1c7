import { keepGoing, type Watch } from '../problem.ts'
import { type Branch, type Outlook, Prices } from './prices.ts'
import type { Availabilities, GroupsProblem } from './problem.ts'
import type { Chosen } from './search.ts'
import { type Seating, seat } from './seating.ts'
import { standIns } from './stand-ins.ts'

/** Steps of the prices at each branch, and for slots that are all chosen. */
const STEPS = 30
const STEPS_AT_LEAF = 15
/** At the start as many as `FIRST_WORK` allows. */
const FIRST_STEPS = 1000
const FIRST_WORK = 3_000_000
/** People looked at for one unit of proof: about a second. */
const WORK = 10_000_000
const NODES_BETWEEN_LOOKS = 16
/** Bounds are sums of doubles, plans whole numbers. */
const ROUNDING = 1e-6

export interface Branching {
  readonly a: Availabilities
  readonly problem: GroupsProblem
  /** A plan to begin with. */
  readonly found: Chosen
  /** 1 is the usual amount of work. */
  readonly proof: number
  readonly until?: () => boolean
  readonly watch?: Watch
}

/**
 * Branch and bound over the slots: with each choice of some slots, prices say what any plan with them can be worth at most,
 * and only where that is more than the best plan so far one group more is opened, the most promising first. Returns the
 * best choice, and what no plan exceeds: the same number where all has been searched. Up to a hundred people and six groups
 * of twenty that takes a fraction of a second; exponential in the groups at worst.
 */
export const branch = (branching: Branching): { chosen: Chosen; bound: number } => {
  const tree = new Tree(branching)
  const bound = tree.explore(tree.root, tree.first(), Number.POSITIVE_INFINITY)
  return { chosen: tree.best, bound }
}

class Tree {
  best: Chosen
  readonly root: Branch
  private readonly given: Branching
  private readonly prices: Prices
  private readonly open: Int32Array
  private readonly tried = new Set<string>()
  private readonly least: number
  private readonly work: number
  private top: number
  private nodes = 0

  constructor(given: Branching) {
    const { a, problem, found } = given
    this.given = given
    this.prices = new Prices(a)
    this.best = found
    this.top = worthOf(a, found.seating)
    this.least = problem.least ?? 1
    this.work = WORK * given.proof
    this.open = new Int32Array(a.slots)
    if (this.least <= 1) for (const slot of problem.pins?.slots ?? []) this.open[slot]!++
    const pinned = this.open.reduce((sum, groups) => sum + groups, 0)
    const candidates = [...standIns(a).entries()].filter(([slot, other]) => slot === other).map(([slot]) => slot)
    this.root = { open: this.open, candidates, more: problem.groups - pinned }
  }

  first(): Outlook {
    const steps = Math.min(FIRST_STEPS, Math.floor(FIRST_WORK / (1 + this.given.a.slot.length)))
    this.prices.begin(this.root)
    return this.prices.lower(this.root, { steps, enough: this.enough(), goOn: () => !this.isOver() })
  }

  /** What no plan of this branch exceeds, as far as the search came; `known` is what is known of it already. */
  explore(branch: Branch, outlook: Outlook, known: number): number {
    const { open, prices } = this
    const bound = Math.min(known, Math.floor(outlook.bound + ROUNDING))
    if (bound <= this.top) return bound
    this.attempt(outlook.offers.slice(0, branch.more).map(({ slot }) => slot))
    if (branch.more === 0) return this.top
    if (this.least > 1) this.attempt([])
    const own = prices.price.slice()
    const slots = this.promising(outlook, branch.more)
    let unsettled = 0
    for (let at = 0; at < slots.length; at++) {
      const rest = Math.min(bound, mostWithout(slots.slice(0, at), outlook, branch.more))
      if (rest <= this.top) break
      if (this.isOver()) return Math.max(unsettled, rest)
      prices.price.set(own)
      open[slots[at]!]!++
      const deeper = { open, candidates: slots.slice(at), more: branch.more - 1 }
      unsettled = Math.max(unsettled, this.explore(deeper, this.look(deeper), rest))
      open[slots[at]!]!--
    }
    return Math.max(unsettled, this.top)
  }

  private look(branch: Branch): Outlook {
    const steps = branch.more > 0 ? STEPS : STEPS_AT_LEAF
    if (++this.nodes % NODES_BETWEEN_LOOKS === 0)
      keepGoing(this.given.watch, { done: Math.min(1, this.prices.work / this.work), doing: 'proving' })
    return this.prices.lower(branch, { steps, enough: this.enough() })
  }

  /** Only what is worth more than the best plan is of interest. */
  private enough() {
    return this.top + 1 - ROUNDING
  }

  /** Slots that can have one group more in a plan better than the best, those that offer most first. */
  private promising({ offers, bound }: Outlook, more: number): number[] {
    const last = offers[Math.min(more, offers.length) - 1]?.gain ?? 0
    const able = offers.filter(({ gain }) => Math.floor(bound + Math.min(0, gain - last) + ROUNDING) > this.top)
    return [...new Set(able.map(({ slot }) => slot))]
  }

  /** Places people exactly where these slots open one group more each. */
  private attempt(more: readonly number[]) {
    const { a } = this.given
    const groups = this.open.slice()
    for (const slot of more) groups[slot]!++
    const key = groups.join()
    if (this.tried.has(key)) return
    this.tried.add(key)
    const seating = seat(a, groups, this.least)
    const takesPlace = groups.every((count, slot) => count === 0 || seating.count[slot]! >= this.least * count)
    if (!takesPlace || worthOf(a, seating) <= this.top) return
    this.best = { open: groups, seating }
    this.top = worthOf(a, seating)
  }

  private isOver() {
    return this.prices.work > this.work || (this.given.until?.() ?? false)
  }
}

const worthOf = ({ people }: Availabilities, { placed, preference }: Seating) => (2 * people + 1) * placed + preference

/** Those slots have had their turn: what the others offer bounds all that is left. */
const mostWithout = (slots: readonly number[], { base, offers, surely }: Outlook, more: number) => {
  let most = base
  let open = 0
  for (let at = 0; at < offers.length && open < more; at++) {
    const { slot, gain } = offers[at]!
    if (slots.includes(slot)) continue
    // Further groups of this slot, not looked at, earn at most as much.
    const groups = at < surely ? 1 : more - open
    most += groups * gain
    open += groups
  }
  return Math.floor(most + ROUNDING)
}
