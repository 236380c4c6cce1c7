import { childWith, type Family, open, raiseLeaves } from './family.ts'
import { becomeOuter, type Forest, INNER, NONE, stayInner } from './forest.ts'

/** An inner blossom whose z has sunk to zero is opened; the even way through it stays in the tree, the rest leaves it. */
export const unfold = (forest: Forest, blossom: number): void => {
  const { label, family, graph, since, entry, now, tree } = forest
  const root = tree[blossom]!
  const began = since[blossom]!
  if (label[blossom] !== INNER || began + family.z[blossom]! / 2 > now) return
  const { next, previous, link } = family
  const way = entry[blossom]!
  const entered = childWith(family, blossom, graph.tail[way ^ 1]!)
  const holder = childWith(family, blossom, family.base[blossom]!)
  label[blossom] = NONE
  family.z[blossom] = 0
  open(family, graph, blossom)

  const [stepsOn, size] = stepsAround(family, entered, holder)
  const onward = stepsOn % 2 === 0
  const length = onward ? stepsOn : size - stepsOn
  let child = entered
  stayInner(forest, child, way, root, began)
  for (let step = 0; step < length; step += 2) {
    const outer = onward ? next[child]! : previous[child]!
    raiseLeaves(family, outer, now - began)
    becomeOuter(forest, outer, root)
    child = onward ? next[outer]! : previous[outer]!
    stayInner(forest, child, onward ? link[outer]! : link[child]! ^ 1, root, began)
  }
  child = entered
  do {
    if (label[child] === NONE) leaveTree(forest, child, now - began)
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

const leaveTree = (forest: Forest, node: number, risen: number): void => {
  const { side, nearest, events } = forest
  const { firstLeaf, lastLeaf, nextLeaf, y } = forest.family
  const last = lastLeaf[node]!
  for (let x = firstLeaf[node]!; ; x = nextLeaf[x]!) {
    side[x] = NONE
    y[x]! += risen
    if (nearest[x]! < Number.POSITIVE_INFINITY) events.push(nearest[x]! + y[x]!, x)
    if (x === last) return
  }
}
