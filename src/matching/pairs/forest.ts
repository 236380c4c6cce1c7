import { Events } from './events.ts'
import { type Family, outermost } from './family.ts'
import type { Graph } from './graph.ts'

export const NONE = 0
export const OUTER = 1
export const INNER = 2

/**
 * Alternating trees that grow from all free vertices at once. Nothing is subtracted from the duals while they grow: `now`
 * is how much every outer dual has sunk, and every inner one risen, since the start. An outer vertex keeps `due` = y + (when
 * it became outer), so its dual at any time is due − now, and it reaches zero at `due`. For a vertex not outer, `nearest` is
 * the least due − 2w over its outer neighbours, or less: with its own dual added, that is when its best edge becomes tight,
 * whatever happens to it in between. A tree that has done its work is taken apart; the others stay.
 */
export interface Forest {
  graph: Graph
  family: Family
  events: Events
  now: number
  /** Trees still growing. */
  growing: number
  /** Of outermost nodes: outer, inner or neither; since when; by which half edge an inner one was reached; in whose tree. */
  label: Uint8Array
  since: Float64Array
  entry: Int32Array
  tree: Int32Array
  /** Of trees, by their root vertex: every node that was ever labelled in it, and when its first outer dual reaches zero. */
  members: number[][]
  ends: Float64Array
  /** Of vertices. */
  side: Uint8Array
  due: Float64Array
  nearest: Float64Array
  nearestHalf: Int32Array
  toScan: number[]
  visit: Int32Array
  visits: number
}

/** Bare ground for trees over one graph; O(n). */
export const forestOver = (graph: Graph, family: Family): Forest => {
  const nodes = family.parent.length
  return {
    graph,
    family,
    events: new Events(),
    now: 0,
    growing: 0,
    label: new Uint8Array(nodes),
    since: new Float64Array(nodes),
    entry: new Int32Array(nodes).fill(-1),
    tree: new Int32Array(nodes).fill(-1),
    members: [],
    ends: new Float64Array(graph.n),
    side: new Uint8Array(graph.n),
    due: new Float64Array(graph.n),
    nearest: new Float64Array(graph.n).fill(Number.POSITIVE_INFINITY),
    nearestHalf: new Int32Array(graph.n).fill(-1),
    toScan: [],
    visit: new Int32Array(nodes),
    visits: 0,
  }
}

/** The codes of the four kinds of events: a vertex is reached, an inner blossom opens, two outer nodes meet, a dual is zero. */
export const codeOfMeeting = ({ label }: Forest, half: number): number => label.length + half
export const codeOfZero = ({ label, graph }: Forest, x: number): number => label.length + 2 * graph.m + x

/** Plants a tree at a free vertex. */
export const plant = (forest: Forest, root: number): void => {
  forest.members[root] = []
  forest.ends[root] = Number.POSITIVE_INFINITY
  forest.growing++
  becomeOuter(forest, outermost(forest.family, root), root)
}

export const becomeOuter = (forest: Forest, node: number, root: number): void => {
  const { label, since, tree, members, now } = forest
  label[node] = OUTER
  since[node] = now
  tree[node] = root
  members[root]!.push(node)
  leavesBecomeOuter(forest, node, root)
}

export const leavesBecomeOuter = (forest: Forest, node: number, root: number): void => {
  const { side, due, now, toScan, ends, events } = forest
  const { firstLeaf, lastLeaf, nextLeaf, y } = forest.family
  const last = lastLeaf[node]!
  for (let x = firstLeaf[node]!; ; x = nextLeaf[x]!) {
    side[x] = OUTER
    const zero = y[x]! + now
    due[x] = zero
    if (zero < ends[root]!) {
      ends[root] = zero
      events.push(zero, codeOfZero(forest, x))
    }
    toScan.push(x)
    if (x === last) return
  }
}

export const becomeInner = (forest: Forest, node: number, entry: number, root: number): void => {
  const { side, now } = forest
  const { firstLeaf, lastLeaf, nextLeaf } = forest.family
  const last = lastLeaf[node]!
  for (let x = firstLeaf[node]!; ; x = nextLeaf[x]!) {
    side[x] = INNER
    if (x === last) break
  }
  stayInner(forest, node, entry, root, now)
}

/**
 * The label of an inner node whose vertices have been rising since `began`, which spares the walk over them; its own z
 * begins to sink only now, and is credited with what it has not lost.
 */
export const stayInner = (forest: Forest, node: number, entry: number, root: number, began: number): void => {
  const { z, n } = forest.family
  forest.label[node] = INNER
  forest.since[node] = began
  forest.entry[node] = entry
  forest.tree[node] = root
  forest.members[root]!.push(node)
  if (node < n) return
  forest.events.push(forest.now + z[node]! / 2, node)
  z[node]! += 2 * (forest.now - began)
}

/** Looks along every edge of a vertex that has become outer, and notes when each will matter. The hot loop of it all. */
export const scan = (forest: Forest, u: number): void => {
  const { side, due, nearest, nearestHalf, events, ends, tree } = forest
  const { first, to, cost, half } = forest.graph
  const { y, spokenFor, around } = forest.family
  const nodes = forest.label.length
  const dueU = due[u]!
  const nodeU = around[spokenFor[u]!]!
  const end = ends[tree[nodeU]!]!
  const stop = first[u + 1]!
  for (let at = first[u]!; at < stop; at++) {
    const v = to[at]!
    const sideV = side[v]!
    if (sideV === OUTER) {
      const time = (dueU + due[v]! - cost[at]!) / 2
      if (time < end && nodeU !== around[spokenFor[v]!]!) events.push(time, nodes + half[at]!)
      continue
    }
    const key = dueU - cost[at]!
    if (key >= nearest[v]!) continue
    // What falls due after this tree has ended may be forgotten; noted down, it would hide what other trees bring.
    const time = key + y[v]!
    if (time >= end) continue
    nearest[v] = key
    nearestHalf[v] = half[at]!
    if (sideV === NONE) events.push(time, v)
  }
}

/** Finds a vertex's best edge to an outer one afresh, after the one it knew of has gone with its tree. */
export const lookAround = (forest: Forest, v: number): void => {
  const { side, due, nearest, nearestHalf, events } = forest
  const { first, to, cost, half } = forest.graph
  const stop = first[v + 1]!
  let best = Number.POSITIVE_INFINITY
  for (let at = first[v]!; at < stop; at++) {
    const u = to[at]!
    if (side[u] !== OUTER) continue
    const key = due[u]! - cost[at]!
    if (key >= best) continue
    best = key
    nearestHalf[v] = half[at]! ^ 1
  }
  nearest[v] = best
  if (best < Number.POSITIVE_INFINITY) events.push(best + forest.family.y[v]!, v)
}

/**
 * Takes a tree apart: what has sunk and risen since each label goes into the duals, and its vertices stand outside again,
 * in reach of the trees that still grow.
 */
export const fell = (forest: Forest, root: number): void => {
  const { label, since, now, due, side, tree, nearest, events } = forest
  const { firstLeaf, lastLeaf, nextLeaf, y, z, n } = forest.family
  const wereOuter: number[] = []
  for (const node of forest.members[root]!) {
    if (label[node] === NONE || tree[node] !== root) continue
    const outer = label[node] === OUTER
    const elapsed = now - since[node]!
    label[node] = NONE
    if (node >= n) z[node]! += outer ? 2 * elapsed : -2 * elapsed
    const last = lastLeaf[node]!
    for (let x = firstLeaf[node]!; ; x = nextLeaf[x]!) {
      side[x] = NONE
      if (outer) {
        y[x] = due[x]! - now
        wereOuter.push(x)
      } else {
        y[x]! += elapsed
        if (nearest[x]! < Number.POSITIVE_INFINITY) events.push(nearest[x]! + y[x]!, x)
      }
      if (x === last) break
    }
  }
  forest.members[root] = []
  forest.growing--
  if (forest.growing) for (const x of wereOuter) lookAround(forest, x)
}
