import type { Graph } from './graph.ts'

/**
 * A matching with the proof that goes with it. Nodes 0 … n − 1 are the vertices; those above are blossoms: odd circles
 * of nodes, nested in one another. The matching is kept on the outermost nodes only (`out`: the half edge that leaves
 * the node's base, or −1 where it is free); what it does inside a blossom follows from the base and is written down when
 * the blossom is opened. Duals are in doubled units: y of a vertex, z of a blossom; slack of an edge = y + y + Σ z − 2w.
 */
export interface Family {
  n: number
  y: Float64Array
  z: Float64Array
  base: Int32Array
  out: Int32Array
  parent: Int32Array
  /** The circle inside a blossom: the child after this one, the one before, and the half edge that leads to the next. */
  next: Int32Array
  previous: Int32Array
  link: Int32Array
  firstChild: Int32Array
  /** The vertices inside a node, as a stretch of one list: from `firstLeaf` along `nextLeaf` to `lastLeaf`. */
  firstLeaf: Int32Array
  lastLeaf: Int32Array
  nextLeaf: Int32Array
  /** How many vertices a node holds, and the one that stands for it. */
  size: Int32Array
  speaker: Int32Array
  /** The outermost node around vertex x is `around[spokenFor[x]]`. A blossom keeps its largest child's speaker, so that
   * closing and opening cost only as much as the smaller children: nests are deep, and all else would be quadratic. */
  spokenFor: Int32Array
  around: Int32Array
  /** Numbers for blossoms not in use, as a stack. */
  spare: Int32Array
  spares: number
}

/** n vertices alone, with nothing matched and all duals zero. */
export const familyOf = (n: number): Family => {
  const blossoms = (n >> 1) + 1
  const nodes = n + blossoms
  const ids = () => new Int32Array(nodes).fill(-1)
  const own = ids()
  for (let x = 0; x < n; x++) own[x] = x
  const spare = Int32Array.from({ length: blossoms }, (_, i) => nodes - 1 - i)
  return {
    n,
    y: new Float64Array(n),
    z: new Float64Array(nodes),
    base: own.slice(),
    out: ids(),
    parent: ids(),
    next: ids(),
    previous: ids(),
    link: ids(),
    firstChild: ids(),
    firstLeaf: own.slice(),
    lastLeaf: own,
    nextLeaf: new Int32Array(n).fill(-1),
    size: new Int32Array(nodes).fill(1),
    speaker: own.slice(),
    spokenFor: own.slice(0, n),
    around: own.slice(0, n),
    spare,
    spares: blossoms,
  }
}

/** The outermost node around a vertex. */
export const outermost = ({ around, spokenFor }: Family, vertex: number): number => around[spokenFor[vertex]!]!

/** An independent copy, for trying what a change would bring. */
export const copyOf = (family: Family): Family => {
  const copy = { ...family }
  for (const [key, value] of Object.entries(family)) {
    if (ArrayBuffer.isView(value)) Object.assign(copy, { [key]: (value as Int32Array).slice() })
  }
  return copy
}

/** Closes a circle of outermost nodes into a blossom. `circle` starts at the child that holds the base; O(children, and vertices in all but the largest). */
export const enclose = (family: Family, circle: number[], links: number[]): number => {
  const { parent, next, previous, link, firstLeaf, lastLeaf, nextLeaf } = family
  const blossom = family.spare[--family.spares]!
  const size = circle.length
  for (let i = 0; i < size; i++) {
    const child = circle[i]!
    const after = circle[i + 1 === size ? 0 : i + 1]!
    parent[child] = blossom
    next[child] = after
    previous[after] = child
    link[child] = links[i]!
    if (i + 1 < size) nextLeaf[lastLeaf[child]!] = firstLeaf[after]!
  }
  const holder = circle[0]!
  family.firstChild[blossom] = holder
  firstLeaf[blossom] = firstLeaf[holder]!
  lastLeaf[blossom] = lastLeaf[circle[size - 1]!]!
  family.base[blossom] = family.base[holder]!
  family.out[blossom] = family.out[holder]!
  parent[blossom] = -1
  family.z[blossom] = 0
  speakTogether(family, blossom, circle)
  return blossom
}

const speakTogether = (family: Family, blossom: number, circle: number[]): void => {
  const { size, speaker, around } = family
  let largest = circle[0]!
  let sum = 0
  for (const child of circle) {
    sum += size[child]!
    if (size[child]! > size[largest]!) largest = child
  }
  size[blossom] = sum
  speaker[blossom] = speaker[largest]!
  around[speaker[blossom]!] = blossom
  for (const child of circle) if (child !== largest) speakThrough(family, child, speaker[blossom]!)
}

/** The child of a blossom in which a vertex lies; O(depth). */
export const childWith = ({ parent }: Family, blossom: number, vertex: number): number => {
  let child = vertex
  while (parent[child] !== blossom) child = parent[child]!
  return child
}

/**
 * Opens an outermost blossom: writes the matching of its circle down, makes its children outermost, and gives its number
 * back. O(vertices in all children but the largest, and depth). The duals are the caller's business.
 */
export const open = (family: Family, graph: Graph, blossom: number): void => {
  const { base, out, next, link, parent, around, speaker } = family
  const holder = childWith(family, blossom, base[blossom]!)
  base[holder] = base[blossom]!
  out[holder] = out[blossom]!
  for (let child = next[holder]!; child !== holder; ) {
    const partner = next[child]!
    marry(family, graph, child, partner, link[child]!)
    child = next[partner]!
  }
  let child = holder
  do {
    parent[child] = -1
    around[speaker[child]!] = child
    if (speaker[child] !== speaker[blossom]) speakThrough(family, child, speaker[child]!)
    child = next[child]!
  } while (child !== holder)
  family.spare[family.spares++] = blossom
}

/** Matches two outermost nodes by the half edge from the one to the other. */
export const marry = ({ base, out }: Family, { tail }: Graph, one: number, other: number, half: number): void => {
  base[one] = tail[half]!
  out[one] = half
  base[other] = tail[half ^ 1]!
  out[other] = half ^ 1
}

/** Gives all vertices inside a node a new speaker. */
const speakThrough = ({ firstLeaf, lastLeaf, nextLeaf, spokenFor }: Family, node: number, speaker: number): void => {
  const last = lastLeaf[node]!
  for (let x = firstLeaf[node]!; ; x = nextLeaf[x]!) {
    spokenFor[x] = speaker
    if (x === last) return
  }
}

/** Leaves a node's partner free, and the node too. */
export const part = (family: Family, { tail }: Graph, node: number): void => {
  const half = family.out[node]!
  if (half < 0) return
  family.out[node] = -1
  family.out[outermost(family, tail[half ^ 1]!)] = -1
}

/**
 * Brings a vertex out of every blossom around it and leaves it free. Opening a blossom with z > 0 lifts its vertices by
 * z / 2, which keeps every slack at zero or above, and gives up the one matched edge that leaves it. What was free to be
 * used stays proven; the vertices set free are for the search to place again.
 */
export const isolate = (family: Family, graph: Graph, vertex: number): void => {
  for (let node = outermost(family, vertex); node !== vertex; node = outermost(family, vertex)) {
    const lift = family.z[node]! / 2
    if (lift > 0) {
      part(family, graph, node)
      raiseLeaves(family, node, lift)
    }
    family.z[node] = 0
    open(family, graph, node)
  }
  part(family, graph, vertex)
}

/** Raises the duals of all vertices inside a node. */
export const raiseLeaves = ({ firstLeaf, lastLeaf, nextLeaf, y }: Family, node: number, by: number): void => {
  const last = lastLeaf[node]!
  for (let x = firstLeaf[node]!; ; x = nextLeaf[x]!) {
    y[x]! += by
    if (x === last) return
  }
}

/** Whom each vertex is matched with, or −1; opens every blossom of a copy, outermost first. O(n · depth). */
export const matesOf = (family: Family, graph: Graph): Int32Array => {
  const opened = copyOf(family)
  for (let x = 0; x < family.n; x++) {
    for (let node = outermost(opened, x); node !== x; node = outermost(opened, x)) open(opened, graph, node)
  }
  const mates = new Int32Array(family.n).fill(-1)
  for (let x = 0; x < family.n; x++) if (opened.out[x]! >= 0) mates[x] = graph.tail[opened.out[x]! ^ 1]!
  return mates
}
