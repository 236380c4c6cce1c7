import type { Network, Start } from './network.ts'
import { adopt, disown, FROM_ROOT, settle, shift, TOWARDS_ROOT, TREE, type Tree } from './tree.ts'

const AT_LOWER = 1
const AT_UPPER = -1

/** Of √arcs looked at before the best is taken: a quarter made the fewest seconds from 50,000 to a million arcs. */
const BLOCK_SHARE = 0.25

/**
 * The primal network simplex on a spanning tree kept as child lists, entering arcs found by block search.
 *
 * Cycling is impossible: every tree is strongly feasible (each node can still send flow to the root), which the choice
 * among tied leaving arcs preserves (Cunningham, A network simplex method, Mathematical Programming 11, 1976). Costs and
 * flows are integers in doubles, so every sum below 2^53 is exact; `certificate.ts` confirms the outcome independently.
 */
export class Simplex implements Tree {
  readonly nodes: number
  readonly arcs: number
  readonly root: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly cost: Float64Array
  readonly room: Float64Array
  readonly flow: Float64Array
  readonly state: Int8Array
  readonly potential: Float64Array
  pivots = 0

  readonly parent: Int32Array
  readonly treeArc: Int32Array
  readonly direction: Int8Array
  readonly depth: Int32Array
  readonly firstChild: Int32Array
  readonly nextSibling: Int32Array
  readonly previousSibling: Int32Array
  readonly pile: Int32Array
  private readonly blockSize: number
  private nextArc = 0
  private delta = 0
  private leaving = -1
  private leavesOnFirstSide = false

  /** `room` is each arc's capacity less its lower bound, `excess` each node's supply once the lower bounds are sent. */
  constructor(network: Network, room: Float64Array, excess: Float64Array, start?: Start) {
    const { nodes, arcs } = network
    this.nodes = nodes
    this.arcs = arcs
    this.root = nodes
    this.from = network.from
    this.to = network.to
    this.cost = network.cost
    this.room = room
    this.flow = new Float64Array(arcs + nodes)
    this.state = new Int8Array(arcs + nodes).fill(AT_LOWER)
    this.potential = new Float64Array(nodes + 1)
    this.parent = new Int32Array(nodes + 1).fill(-1)
    this.treeArc = new Int32Array(nodes + 1).fill(-1)
    this.direction = new Int8Array(nodes + 1)
    this.depth = new Int32Array(nodes + 1)
    this.firstChild = new Int32Array(nodes + 1).fill(-1)
    this.nextSibling = new Int32Array(nodes + 1).fill(-1)
    this.previousSibling = new Int32Array(nodes + 1).fill(-1)
    this.pile = new Int32Array(nodes + 1)
    this.blockSize = Math.max(10, Math.ceil(Math.sqrt(arcs) * BLOCK_SHARE))
    this.hangOnRoot(excess, start)
    settle(this)
  }

  /** Every node hangs from the root by an arc of its own, unless the start names a better one. */
  private hangOnRoot(excess: Float64Array, start?: Start) {
    const dear = start ? 0 : farTooDear(this)
    for (let node = 0; node < this.nodes; node++) {
      const own = this.arcs + node
      const supplies = start !== undefined || excess[node]! >= 0
      this.from[own] = supplies ? node : this.root
      this.to[own] = supplies ? this.root : node
      this.cost[own] = supplies ? 0 : dear
      this.room[own] = Number.POSITIVE_INFINITY
      this.flow[own] = start ? 0 : Math.abs(excess[node]!)
      this.treeArc[node] = start && start.treeArc[node]! >= 0 ? start.treeArc[node]! : own
    }
    if (start) {
      this.flow.set(start.flow)
      for (let arc = 0; arc < this.arcs; arc++) if (start.flow[arc]! > 0) this.state[arc] = AT_UPPER
    }
  }

  /** Pivots until no arc improves the cost or `pivots` more have been made; true when the tree is optimal. */
  run(pivots: number): boolean {
    for (let left = pivots; left > 0; left--) {
      const entering = this.findEntering()
      if (entering < 0) return true
      this.pivot(entering)
    }
    return false
  }

  /** How many arcs would lower the cost just now: 0 at the end, and a measure of how far that is. O(arcs). */
  improving(): number {
    const { from, to, cost, state, potential } = this
    let count = 0
    for (let arc = 0; arc < this.arcs; arc++)
      if (state[arc]! * (cost[arc]! + potential[from[arc]!]! - potential[to[arc]!]!) < 0) count++
    return count
  }

  /** The most violated arc of the first block that has one, cyclically from where the last search ended. */
  private findEntering(): number {
    const { from, to, cost, state, potential, arcs, blockSize } = this
    let best = 0
    let entering = -1
    let countdown = blockSize
    let arc = this.nextArc
    for (let seen = 0; seen < arcs; seen++) {
      const s = state[arc]!
      if (s !== TREE) {
        const reduced = s * (cost[arc]! + potential[from[arc]!]! - potential[to[arc]!]!)
        if (reduced < best) {
          best = reduced
          entering = arc
        }
      }
      if (++arc === arcs) arc = 0
      if (--countdown === 0) {
        if (entering >= 0) break
        countdown = blockSize
      }
    }
    this.nextArc = arc
    return entering
  }

  private pivot(entering: number) {
    const { from, to, state } = this
    this.pivots++
    const rising = state[entering] === AT_LOWER
    const first = rising ? from[entering]! : to[entering]!
    const second = rising ? to[entering]! : from[entering]!
    const join = this.joinOf(first, second)
    this.findLeaving(entering, first, second, join)
    if (this.delta === Number.POSITIVE_INFINITY) throw new UnboundedCost()
    if (this.delta > 0) this.push(entering, first, second, join)
    if (this.leaving < 0) {
      state[entering] = rising ? AT_UPPER : AT_LOWER
      return
    }
    const out = this.treeArc[this.leaving]!
    state[entering] = TREE
    state[out] = this.flow[out] === 0 ? AT_LOWER : AT_UPPER
    if (this.leavesOnFirstSide) this.rehang(entering, first, second)
    else this.rehang(entering, second, first)
  }

  private joinOf(a: number, b: number): number {
    const { depth, parent } = this
    while (a !== b) {
      if (depth[a]! >= depth[b]!) a = parent[a]!
      else b = parent[b]!
    }
    return a
  }

  /** Where the cycle join → first → second → join has the least room; ties go to the last on the way (no cycling). */
  private findLeaving(entering: number, first: number, second: number, join: number) {
    const { parent, treeArc, direction, flow, room } = this
    let delta = room[entering]!
    let leaving = -1
    let onFirst = false
    for (let node = first; node !== join; node = parent[node]!) {
      const arc = treeArc[node]!
      const spare = direction[node] === TOWARDS_ROOT ? flow[arc]! : room[arc]! - flow[arc]!
      if (spare < delta) {
        delta = spare
        leaving = node
        onFirst = true
      }
    }
    for (let node = second; node !== join; node = parent[node]!) {
      const arc = treeArc[node]!
      const spare = direction[node] === TOWARDS_ROOT ? room[arc]! - flow[arc]! : flow[arc]!
      if (spare <= delta) {
        delta = spare
        leaving = node
        onFirst = false
      }
    }
    this.delta = delta
    this.leaving = leaving
    this.leavesOnFirstSide = onFirst
  }

  private push(entering: number, first: number, second: number, join: number) {
    const { parent, treeArc, direction, flow, delta } = this
    flow[entering]! += this.state[entering]! * delta
    for (let node = first; node !== join; node = parent[node]!) flow[treeArc[node]!]! -= direction[node]! * delta
    for (let node = second; node !== join; node = parent[node]!) flow[treeArc[node]!]! += direction[node]! * delta
  }

  /** Cuts the subtree at `leaving`, turns its stem round so that `inner` becomes its top, and hangs it on `outer`. */
  private rehang(entering: number, inner: number, outer: number) {
    const { parent, treeArc, direction, leaving } = this
    let node = inner
    let newParent = outer
    let newArc = entering
    for (;;) {
      const oldParent = parent[node]!
      const oldArc = treeArc[node]!
      disown(this, oldParent, node)
      adopt(this, newParent, node)
      parent[node] = newParent
      treeArc[node] = newArc
      direction[node] = this.from[newArc] === node ? TOWARDS_ROOT : FROM_ROOT
      if (node === leaving) break
      newParent = node
      newArc = oldArc
      node = oldParent
    }
    const reduced = this.cost[entering]! + this.potential[this.from[entering]!]! - this.potential[this.to[entering]!]!
    shift(this, inner, direction[inner] === TOWARDS_ROOT ? -reduced : reduced)
  }
}

/** A cycle of negative cost without any capacity: the cost has no minimum. */
export class UnboundedCost extends Error {
  constructor() {
    super('a cycle of arcs without capacity lowers the cost for ever')
  }
}

/** More than any path can cost, so that no flow stays on a node's own arc where another way exists. */
const farTooDear = ({ nodes, arcs, from, cost }: Simplex) => {
  const most = new Float64Array(nodes)
  for (let arc = 0; arc < arcs; arc++) most[from[arc]!] = Math.max(most[from[arc]!]!, Math.abs(cost[arc]!))
  let sum = 1
  for (const dear of most) sum += 2 * dear
  return sum
}
