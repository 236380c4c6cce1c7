import { Events } from './events.ts'
import { childWith, enclose, type Family, marry, open, raiseLeaves } from './family.ts'
import type { Graph } from './graph.ts'

const NONE = 0
const OUTER = 1
const INNER = 2

/**
 * A search grows one alternating tree from a free vertex. Nothing is subtracted from the duals while it grows: `now` is
 * how much every outer dual has sunk and every inner one risen since the start. An outer vertex keeps `due` = y + (when it
 * became outer), so its dual at any time is due − now and it reaches zero at `due`. For a vertex not outer, `nearest` is the
 * least due − 2w over its outer neighbours: with its own dual added, that is when its best edge becomes tight, whatever
 * happens to it in between.
 */
export interface Search {
  graph: Graph
  family: Family
  events: Events
  now: number
  /** When the search must end, and by what: a half edge to a free node, or (−1) an outer vertex whose dual reaches zero. */
  end: number
  endHalf: number
  endVertex: number
  /** Of outermost nodes: outer, inner or neither, since when, and by which half edge an inner one was reached. */
  label: Uint8Array
  since: Float64Array
  entry: Int32Array
  /** Of vertices. */
  side: Uint8Array
  due: Float64Array
  nearest: Float64Array
  nearestHalf: Int32Array
  /** Union of the nodes that this search has enclosed, for finding the outermost node of a vertex. */
  into: Int32Array
  labelled: number[]
  met: Int32Array
  metCount: number
  toScan: number[]
  visit: Int32Array
  visits: number
}

/** Room for searches in one graph; used again for each. O(n). */
export const searchIn = (graph: Graph, family: Family): Search => {
  const nodes = family.parent.length
  return {
    graph,
    family,
    events: new Events(),
    now: 0,
    end: Number.POSITIVE_INFINITY,
    endHalf: -1,
    endVertex: -1,
    label: new Uint8Array(nodes),
    since: new Float64Array(nodes),
    entry: new Int32Array(nodes).fill(-1),
    side: new Uint8Array(graph.n),
    due: new Float64Array(graph.n),
    nearest: new Float64Array(graph.n).fill(Number.POSITIVE_INFINITY),
    nearestHalf: new Int32Array(graph.n).fill(-1),
    into: Int32Array.from({ length: nodes }, (_, node) => node),
    labelled: [],
    met: new Int32Array(graph.n),
    metCount: 0,
    toScan: [],
    visit: new Int32Array(nodes),
    visits: 0,
  }
}

/**
 * Settles one free vertex: afterwards it is matched, or it or another is free with a dual of zero, and no slack has become
 * negative. One primal-dual search with Edmonds's blossoms; O(m log n), and a part of the graph only where the way is short.
 */
export const settle = (search: Search, root: number): void => {
  const { family, events } = search
  search.now = 0
  search.end = Number.POSITIVE_INFINITY
  events.clear()
  becomeOuter(search, family.outermost[root]!)
  for (;;) {
    while (search.toScan.length) scan(search, search.toScan.pop()!)
    const time = events.next()
    if (time >= search.end) break
    search.now = time
    happen(search, events.pop())
  }
  search.now = search.end
  writeDuals(search)
  flip(search)
  forget(search)
}

/** The outermost node around a vertex just now. */
const around = ({ into, family }: Search, vertex: number): number => {
  let node = family.outermost[vertex]!
  while (into[node] !== node) {
    into[node] = into[into[node]!]!
    node = into[node]!
  }
  return node
}

const happen = (search: Search, code: number): void => {
  const { n } = search.family
  const nodes = search.label.length
  if (code < n) reach(search, code)
  else if (code < nodes) unfold(search, code)
  else meet(search, code - nodes)
}

const becomeOuter = (search: Search, node: number): void => {
  const { label, since, now, labelled } = search
  label[node] = OUTER
  since[node] = now
  labelled.push(node)
  leavesBecomeOuter(search, node)
}

const leavesBecomeOuter = (search: Search, node: number): void => {
  const { side, due, now, toScan } = search
  const { firstLeaf, lastLeaf, nextLeaf, y } = search.family
  const last = lastLeaf[node]!
  for (let x = firstLeaf[node]!; ; x = nextLeaf[x]!) {
    side[x] = OUTER
    const zero = y[x]! + now
    due[x] = zero
    if (zero < search.end) {
      search.end = zero
      search.endHalf = -1
      search.endVertex = x
    }
    toScan.push(x)
    if (x === last) return
  }
}

const becomeInner = (search: Search, node: number, entry: number): void => {
  const { label, since, now, labelled, side, events } = search
  const { firstLeaf, lastLeaf, nextLeaf, z, n } = search.family
  label[node] = INNER
  since[node] = now
  search.entry[node] = entry
  labelled.push(node)
  const last = lastLeaf[node]!
  for (let x = firstLeaf[node]!; ; x = nextLeaf[x]!) {
    side[x] = INNER
    if (x === last) break
  }
  if (node >= n) events.push(now + z[node]! / 2, node)
}

/** Looks along every edge of a vertex that has become outer, and notes when each will matter. The hot loop of it all. */
const scan = (search: Search, u: number): void => {
  const { side, due, nearest, nearestHalf, events, met } = search
  const { first, to, cost, half } = search.graph
  const { y, out, outermost } = search.family
  const nodes = search.label.length
  const dueU = due[u]!
  const stop = first[u + 1]!
  for (let at = first[u]!; at < stop; at++) {
    const v = to[at]!
    if (side[v] === OUTER) {
      const time = (dueU + due[v]! - cost[at]!) / 2
      if (time < search.end && around(search, u) !== around(search, v)) events.push(time, nodes + half[at]!)
      continue
    }
    const key = dueU - cost[at]!
    if (key >= nearest[v]!) continue
    if (nearest[v] === Number.POSITIVE_INFINITY) met[search.metCount++] = v
    nearest[v] = key
    nearestHalf[v] = half[at]!
    if (side[v] === INNER) continue
    const time = key + y[v]!
    if (time >= search.end) continue
    if (out[outermost[v]!]! < 0) {
      search.end = time
      search.endHalf = half[at]!
    } else events.push(time, v)
  }
}

/** The tree reaches a vertex outside: its node becomes inner, and the node matched with that becomes outer. */
const reach = (search: Search, v: number): void => {
  const { outermost, out, y } = search.family
  // An event from before v's stay inside the tree comes too early: v's dual has risen since.
  if (search.side[v] !== NONE || search.nearest[v]! + y[v]! > search.now) return
  const node = outermost[v]!
  becomeInner(search, node, search.nearestHalf[v]!)
  becomeOuter(search, outermost[search.graph.tail[out[node]! ^ 1]!]!)
}

/** An outer node's parent in the tree is the inner node matched with it; an inner one's, the outer node it was reached from. */
const outerAbove = (search: Search, node: number): number => {
  const half = search.family.out[node]!
  if (half < 0) return -1
  const inner = around(search, search.graph.tail[half ^ 1]!)
  return around(search, search.graph.tail[search.entry[inner]!]!)
}

/** A tight edge between two outer nodes closes an odd circle. */
const meet = (search: Search, half: number): void => {
  const { tail } = search.graph
  const one = around(search, tail[half]!)
  const other = around(search, tail[half ^ 1]!)
  if (one === other) return
  const top = whereTheyJoin(search, one, other)
  const circle = [top]
  const links: number[] = []
  climb(search, one, top, (outer, inner, matched, entry) => {
    circle.push(inner, outer)
    links.push(entry, matched ^ 1)
  })
  // The climb runs upwards; the circle runs down from the top to `one`.
  reversePairs(circle, links)
  links.push(half)
  climb(search, other, top, (outer, inner, matched, entry) => {
    circle.push(outer, inner)
    links.push(matched, entry ^ 1)
  })
  shrink(search, circle, links)
}

type Step = (outer: number, inner: number, matched: number, entry: number) => void

const climb = (search: Search, from: number, top: number, step: Step): void => {
  const { tail } = search.graph
  for (let outer = from; outer !== top; ) {
    const matched = search.family.out[outer]!
    const inner = around(search, tail[matched ^ 1]!)
    const entry = search.entry[inner]!
    step(outer, inner, matched, entry)
    outer = around(search, tail[entry]!)
  }
}

/** Turns (inner, outer) pairs gathered on the way up into the order of the way down; the top stays first. */
const reversePairs = (circle: number[], links: number[]): void => {
  for (const [list, from] of [
    [circle, 1],
    [links, 0],
  ] as const) {
    for (let low = from, high = list.length - 2; low < high; low += 2, high -= 2) {
      const [a, b] = [list[low]!, list[low + 1]!]
      list[low] = list[high]!
      list[low + 1] = list[high + 1]!
      list[high] = a
      list[high + 1] = b
    }
  }
}

const whereTheyJoin = (search: Search, one: number, other: number): number => {
  const { visit } = search
  const mark = ++search.visits
  let [a, b] = [one, other]
  for (;;) {
    if (a >= 0) {
      if (visit[a] === mark) return a
      visit[a] = mark
      a = outerAbove(search, a)
    }
    ;[a, b] = [b, a]
  }
}

const shrink = (search: Search, circle: number[], links: number[]): void => {
  const { label, since, now, labelled, into } = search
  const { z, n } = search.family
  const blossom = enclose(search.family, circle, links)
  label[blossom] = OUTER
  since[blossom] = now
  into[blossom] = blossom
  labelled.push(blossom)
  for (const child of circle) {
    const elapsed = now - since[child]!
    into[child] = blossom
    if (label[child] === OUTER) {
      if (child >= n) z[child]! += 2 * elapsed
    } else {
      if (child >= n) z[child]! -= 2 * elapsed
      raiseLeaves(search.family, child, elapsed)
      leavesBecomeOuter(search, child)
    }
    label[child] = NONE
  }
}

/** An inner blossom whose z has sunk to zero is opened; the even way through it stays in the tree, the rest leaves it. */
const unfold = (search: Search, blossom: number): void => {
  const { label, family, graph, since, entry, now } = search
  if (label[blossom] !== INNER || since[blossom]! + family.z[blossom]! / 2 > now) return
  const { next, previous, link } = family
  const way = entry[blossom]!
  const entered = childWith(family, blossom, graph.tail[way ^ 1]!)
  const holder = childWith(family, blossom, family.base[blossom]!)
  raiseLeaves(family, blossom, now - since[blossom]!)
  label[blossom] = NONE
  family.z[blossom] = 0
  open(family, graph, blossom)

  const [stepsOn, size] = stepsAround(family, entered, holder)
  const onward = stepsOn % 2 === 0
  const length = onward ? stepsOn : size - stepsOn
  let child = entered
  becomeInner(search, child, way)
  for (let step = 0; step < length; step += 2) {
    const outer = onward ? next[child]! : previous[child]!
    becomeOuter(search, outer)
    child = onward ? next[outer]! : previous[outer]!
    becomeInner(search, child, onward ? link[outer]! : link[child]! ^ 1)
  }
  child = entered
  do {
    if (label[child] === NONE) leaveTree(search, child)
    child = next[child]!
  } while (child !== entered)
}

/** How many steps along the circle lead from one child to another, and how long the circle is. */
const stepsAround = ({ next }: Family, from: number, to: number): [steps: number, size: number] => {
  let steps = 0
  let size = 1
  for (let child = from; child !== to; child = next[child]!) steps++
  for (let child = next[from]!; child !== from; child = next[child]!) size++
  return [steps, size]
}

const leaveTree = (search: Search, node: number): void => {
  const { side, nearest, events, end } = search
  const { firstLeaf, lastLeaf, nextLeaf, y } = search.family
  const last = lastLeaf[node]!
  for (let x = firstLeaf[node]!; ; x = nextLeaf[x]!) {
    side[x] = NONE
    const time = nearest[x]! + y[x]!
    if (time < end) events.push(time, x)
    if (x === last) return
  }
}

/** Takes what has sunk and risen since each label over into the duals. */
const writeDuals = (search: Search): void => {
  const { label, since, now, due, side, family } = search
  const { firstLeaf, lastLeaf, nextLeaf, y, z, n, outermost } = family
  for (const node of search.labelled) {
    if (label[node] === NONE) continue
    const outer = label[node] === OUTER
    const elapsed = now - since[node]!
    label[node] = NONE
    if (node >= n) z[node]! += outer ? 2 * elapsed : -2 * elapsed
    const last = lastLeaf[node]!
    for (let x = firstLeaf[node]!; ; x = nextLeaf[x]!) {
      y[x] = outer ? due[x]! - now : y[x]! + elapsed
      side[x] = NONE
      outermost[x] = node
      if (x === last) break
    }
  }
}

/** Changes matched and unmatched edges about, from where the search ended up to its root. */
const flip = (search: Search): void => {
  const { family, endHalf, endVertex } = search
  const { tail } = search.graph
  const { base, out, outermost } = family
  let half = endHalf
  let node = outermost[half < 0 ? endVertex : tail[half]!]!
  const old = out[node]!
  base[node] = half < 0 ? endVertex : tail[half]!
  out[node] = half
  if (half >= 0) {
    const free = outermost[tail[half ^ 1]!]!
    base[free] = tail[half ^ 1]!
    out[free] = half ^ 1
  }
  for (let former = old; former >= 0; ) {
    const inner = outermost[tail[former ^ 1]!]!
    half = search.entry[inner]!
    node = outermost[tail[half]!]!
    former = out[node]!
    marry(family, search.graph, node, inner, half)
  }
}

const forget = (search: Search): void => {
  const { into, met, nearest, labelled } = search
  for (const node of labelled) into[node] = node
  for (let i = 0; i < search.metCount; i++) nearest[met[i]!] = Number.POSITIVE_INFINITY
  search.metCount = 0
  labelled.length = 0
}
