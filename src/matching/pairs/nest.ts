/**
 * Sets nested in one another, made ready for the question what price all sets around two vertices have together. Nests run
 * thousands deep on the largest problems, so nothing here walks up step by step: each node knows the top of its heavy path
 * (Harel and Tarjan 1984), and a question takes O(log n) hops. Building takes O(nodes).
 */
export interface Nest {
  /** Vertices inside each node; 0 for nodes that hold none. */
  size: Int32Array
  /** The price of a node and of all around it. */
  sum: Float64Array
  depth: Int32Array
  head: Int32Array
  parent: Int32Array
}

/** Throws `RangeError` where the sets are not a nest but run in a circle. Nodes 0 … n − 1 are the vertices. */
export const nestOf = (n: number, parent: Int32Array, z: Float64Array): Nest => {
  const nodes = parent.length
  const inner = inwardsOut(n, parent)
  const size = new Int32Array(nodes)
  const heavy = new Int32Array(nodes).fill(-1)
  for (const node of inner) {
    if (node < n) size[node] = 1
    const above = parent[node]!
    if (above < 0) continue
    size[above]! += size[node]!
    if (heavy[above]! < 0 || size[node]! > size[heavy[above]!]!) heavy[above] = node
  }
  const sum = new Float64Array(nodes)
  const depth = new Int32Array(nodes)
  const head = new Int32Array(nodes)
  for (let i = inner.length - 1; i >= 0; i--) {
    const node = inner[i]!
    const above = parent[node]!
    sum[node] = z[node]! + (above < 0 ? 0 : sum[above]!)
    depth[node] = above < 0 ? 0 : depth[above]! + 1
    head[node] = above >= 0 && heavy[above] === node ? head[above]! : node
  }
  return { size, sum, depth, head, parent }
}

/** All nodes that hold a vertex, each before the one around it. */
const inwardsOut = (n: number, parent: Int32Array): Int32Array => {
  const pending = new Int32Array(parent.length)
  const used = new Uint8Array(parent.length)
  let count = 0
  for (let x = 0; x < n; x++) {
    for (let node = x; node >= 0 && !used[node]; node = parent[node]!) {
      used[node] = 1
      count++
      if (parent[node]! >= 0) pending[parent[node]!]!++
    }
  }
  const order = new Int32Array(count)
  let filled = n
  for (let x = 0; x < n; x++) order[x] = x
  for (let i = 0; i < filled; i++) {
    const above = parent[order[i]!]!
    if (above >= 0 && --pending[above]! === 0) order[filled++] = above
  }
  if (filled < count) throw new RangeError('The sets run in a circle.')
  return order
}

/** The price of all sets that hold both of two vertices; 0 where none does. */
export const priceAround = ({ sum, depth, head, parent }: Nest, a: number, b: number): number => {
  if (parent[a]! < 0 || parent[b]! < 0) return 0
  while (head[a] !== head[b]) {
    if (depth[head[a]!]! >= depth[head[b]!]!) a = parent[head[a]!]!
    else b = parent[head[b]!]!
    if (a < 0 || b < 0) return 0
  }
  return sum[depth[a]! < depth[b]! ? a : b]!
}
