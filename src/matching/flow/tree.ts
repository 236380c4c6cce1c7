/** Arc of the spanning tree, and the two ways in which it can lie. */
export const TREE = 0
export const TOWARDS_ROOT = 1
export const FROM_ROOT = -1

/**
 * A spanning tree of the nodes and a root above them, kept as child lists: `treeArc[v]` joins v to `parent[v]` and lies in
 * `direction[v]`; depths and potentials go with it. `pile` is room to work in.
 */
export interface Tree {
  readonly nodes: number
  readonly root: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly cost: Float64Array
  readonly state: Int8Array
  readonly potential: Float64Array
  readonly parent: Int32Array
  readonly treeArc: Int32Array
  readonly direction: Int8Array
  readonly depth: Int32Array
  readonly firstChild: Int32Array
  readonly nextSibling: Int32Array
  readonly previousSibling: Int32Array
  readonly pile: Int32Array
}

/** Derives parents, depths and potentials from the chosen tree arcs. */
export const settle = (tree: Tree): void => {
  const { nodes, from, to, parent, treeArc, direction, state } = tree
  for (let node = 0; node < nodes; node++) {
    const arc = treeArc[node]!
    const up = from[arc] === node
    parent[node] = up ? to[arc]! : from[arc]!
    direction[node] = up ? TOWARDS_ROOT : FROM_ROOT
    state[arc] = TREE
  }
  for (let node = 0; node < nodes; node++) adopt(tree, parent[node]!, node)
  measure(tree)
}

/** Depths and potentials of the whole tree, from the root downwards. */
const measure = (tree: Tree): void => {
  const { root, pile, firstChild, nextSibling, parent, treeArc, direction, depth, cost, potential } = tree
  let height = 0
  pile[height++] = root
  while (height > 0) {
    const node = pile[--height]!
    if (node !== root) {
      depth[node] = depth[parent[node]!]! + 1
      potential[node] = potential[parent[node]!]! - direction[node]! * cost[treeArc[node]!]!
    }
    for (let child = firstChild[node]!; child >= 0; child = nextSibling[child]!) pile[height++] = child
  }
}

export const adopt = (tree: Tree, parent: number, child: number): void => {
  const first = tree.firstChild[parent]!
  tree.nextSibling[child] = first
  tree.previousSibling[child] = -1
  if (first >= 0) tree.previousSibling[first] = child
  tree.firstChild[parent] = child
}

export const disown = (tree: Tree, parent: number, child: number): void => {
  const before = tree.previousSibling[child]!
  const after = tree.nextSibling[child]!
  if (before >= 0) tree.nextSibling[before] = after
  else tree.firstChild[parent] = after
  if (after >= 0) tree.previousSibling[after] = before
}

/** Shifts the potential of all from `top` downwards, and sets their depths anew. */
export const shift = (tree: Tree, top: number, by: number): void => {
  const { pile, firstChild, nextSibling, parent, depth, potential } = tree
  let height = 0
  pile[height++] = top
  while (height > 0) {
    const node = pile[--height]!
    potential[node]! += by
    depth[node] = depth[parent[node]!]! + 1
    for (let child = firstChild[node]!; child >= 0; child = nextSibling[child]!) pile[height++] = child
  }
}
