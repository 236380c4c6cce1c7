import { enclose, outermost, raiseLeaves } from './family.ts'
import { type Forest, leavesBecomeOuter, NONE, OUTER } from './forest.ts'

/** An outer node's parent in the tree is the inner node matched with it; an inner one's, the outer node it was reached from. */
const outerAbove = ({ family, graph, entry }: Forest, node: number): number => {
  const half = family.out[node]!
  if (half < 0) return -1
  const inner = outermost(family, graph.tail[half ^ 1]!)
  return outermost(family, graph.tail[entry[inner]!]!)
}

/** A tight edge between two outer nodes of one tree closes an odd circle, which becomes one outer node. */
export const closeCircle = (forest: Forest, one: number, other: number, half: number): void => {
  const top = whereTheyJoin(forest, one, other)
  const circle = [top]
  const links: number[] = []
  climb(forest, one, top, (outer, inner, matched, entry) => {
    circle.push(inner, outer)
    links.push(entry, matched ^ 1)
  })
  // The climb runs upwards; the circle runs down from the top to `one`.
  reversePairs(circle, links)
  links.push(half)
  climb(forest, other, top, (outer, inner, matched, entry) => {
    circle.push(outer, inner)
    links.push(matched, entry ^ 1)
  })
  shrink(forest, circle, links)
}

type Step = (outer: number, inner: number, matched: number, entry: number) => void

const climb = (forest: Forest, from: number, top: number, step: Step): void => {
  const { family } = forest
  const { tail } = forest.graph
  for (let outer = from; outer !== top; ) {
    const matched = family.out[outer]!
    const inner = outermost(family, tail[matched ^ 1]!)
    const entry = forest.entry[inner]!
    step(outer, inner, matched, entry)
    outer = outermost(family, tail[entry]!)
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

const whereTheyJoin = (forest: Forest, one: number, other: number): number => {
  const { visit } = forest
  const mark = ++forest.visits
  let [a, b] = [one, other]
  for (;;) {
    if (a >= 0) {
      if (visit[a] === mark) return a
      visit[a] = mark
      a = outerAbove(forest, a)
    }
    ;[a, b] = [b, a]
  }
}

const shrink = (forest: Forest, circle: number[], links: number[]): void => {
  const { label, since, now, tree, members } = forest
  const { z, n } = forest.family
  const root = tree[circle[0]!]!
  const blossom = enclose(forest.family, circle, links)
  label[blossom] = OUTER
  since[blossom] = now
  tree[blossom] = root
  members[root]!.push(blossom)
  for (const child of circle) {
    const elapsed = now - since[child]!
    if (label[child] === OUTER) {
      if (child >= n) z[child]! += 2 * elapsed
    } else {
      if (child >= n) z[child]! -= 2 * elapsed
      raiseLeaves(forest.family, child, elapsed)
      leavesBecomeOuter(forest, child, root)
    }
    label[child] = NONE
  }
}
