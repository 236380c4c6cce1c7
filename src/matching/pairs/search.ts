import { keepGoing, type Watch } from '../problem.ts'
import { closeCircle } from './circles.ts'
import { type Family, marry, open, outermost, raiseLeaves } from './family.ts'
import {
  becomeInner,
  becomeOuter,
  type Forest,
  fell,
  forestOver,
  lookAround,
  NONE,
  OUTER,
  plant,
  scan,
} from './forest.ts'
import type { Graph } from './graph.ts'
import { unfold } from './unfold.ts'

/**
 * Settles every free vertex: afterwards each is matched or has a dual of zero, and the matching is a heaviest one. Edmonds's
 * primal-dual method with all trees growing together (Galil, Micali and Gabow 1986), a heap for what happens next, and
 * blossoms kept between augmentations. Each augmentation takes two trees apart and leaves the others: O(n m log n), and
 * far less where trees stay small. Throws `Cancelled` when the watch says so.
 */
export const settle = (graph: Graph, family: Family, watch?: Watch): void => {
  const forest = forestOver(graph, family)
  const roots = unsettled(graph, family)
  for (const root of roots) plant(forest, root)
  for (let steps = 0; forest.growing > 0; steps++) {
    while (forest.toScan.length) scan(forest, forest.toScan.pop()!)
    if (steps % 4096 === 0) keepGoing(watch, { done: 1 - forest.growing / roots.length, doing: 'pairing' })
    forest.now = forest.events.next()
    happen(forest, forest.events.pop())
  }
}

/**
 * Free vertices whose dual is above zero. Their duals are brought to one parity first: then all that grow together stay
 * even with one another, and half of a slack between two of them is always whole.
 */
const unsettled = (graph: Graph, family: Family): number[] => {
  const { n, out, base, y } = family
  const roots: number[] = []
  for (let x = 0; x < n; x++) {
    const node = outermost(family, x)
    if (out[node]! >= 0 || base[node] !== x || y[x] === 0) continue
    if (y[x]! % 2 !== 0) liftByOne(graph, family, node)
    roots.push(x)
  }
  return roots
}

/** Lifts the duals of a free node by one; its own z pays for the edges inside, or the node is opened until that is not needed. */
const liftByOne = (graph: Graph, family: Family, node: number): void => {
  const { z, n } = family
  let free = node
  while (free >= n && z[free] === 0) {
    const vertex = family.base[free]!
    open(family, graph, free)
    free = outermost(family, vertex)
  }
  raiseLeaves(family, free, 1)
  if (free >= n) z[free]! -= 2
}

const happen = (forest: Forest, code: number): void => {
  const { n } = forest.family
  const nodes = forest.label.length
  const halves = 2 * forest.graph.m
  if (code < n) reach(forest, code)
  else if (code < nodes) unfold(forest, code)
  else if (code < nodes + halves) meet(forest, code - nodes)
  else reachZero(forest, code - nodes - halves)
}

/** A tree reaches a vertex outside: if free it is matched, else its node becomes inner and the node matched with that outer. */
const reach = (forest: Forest, v: number): void => {
  const { side, nearest, nearestHalf, due, family, graph, tree } = forest
  // An event from before v's stay inside a tree comes too early: v's dual has risen since.
  if (side[v] !== NONE || nearest[v]! + family.y[v]! > forest.now) return
  const half = nearestHalf[v]!
  const u = graph.tail[half]!
  if (side[u] !== OUTER || due[u]! - graph.doubled[half >> 1]! !== nearest[v]) {
    lookAround(forest, v)
    return
  }
  const root = tree[outermost(family, u)]!
  const node = outermost(family, v)
  const matched = family.out[node]!
  if (matched < 0) {
    flip(forest, u, half)
    family.base[node] = v
    family.out[node] = half ^ 1
    fell(forest, root)
    // v stands outside as before, but the event that told of its best edge is used up.
    lookAround(forest, v)
  } else {
    becomeInner(forest, node, half, root)
    becomeOuter(forest, outermost(family, graph.tail[matched ^ 1]!), root)
  }
}

/** An edge between two outer vertices has become tight: inside one tree it closes a circle, between two it ends both. */
const meet = (forest: Forest, half: number): void => {
  const { side, due, family, graph, tree, now } = forest
  const [u, v] = [graph.tail[half]!, graph.tail[half ^ 1]!]
  if (side[u] !== OUTER || side[v] !== OUTER || due[u]! + due[v]! - graph.doubled[half >> 1]! !== 2 * now) return
  const one = outermost(family, u)
  const other = outermost(family, v)
  if (one === other) return
  const [rootOne, rootOther] = [tree[one]!, tree[other]!]
  if (rootOne === rootOther) {
    closeCircle(forest, one, other, half)
    return
  }
  flip(forest, u, half)
  flip(forest, v, half ^ 1)
  fell(forest, rootOne)
  fell(forest, rootOther)
}

/** An outer vertex whose dual is zero may as well be the free one. */
const reachZero = (forest: Forest, x: number): void => {
  if (forest.side[x] !== OUTER || forest.due[x] !== forest.now) return
  const root = forest.tree[outermost(forest.family, x)]!
  flip(forest, x, -1)
  fell(forest, root)
}

/** Changes matched and unmatched edges about, from a vertex up to its root, and matches the vertex by a half edge or leaves it. */
const flip = (forest: Forest, from: number, by: number): void => {
  const { family, entry, graph } = forest
  const node = outermost(family, from)
  let former = family.out[node]!
  family.base[node] = from
  family.out[node] = by
  while (former >= 0) {
    const inner = outermost(family, graph.tail[former ^ 1]!)
    const half = entry[inner]!
    const outer = outermost(family, graph.tail[half]!)
    former = family.out[outer]!
    marry(family, graph, outer, inner, half)
  }
}
