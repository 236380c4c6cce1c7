import { InvalidProblem } from '../problem.ts'
import type { Quota } from './problem.ts'

/** `groupOf[person]` is the innermost group of each (−1: none), `parent[group]` the group around it (−1: none). */
export type Nesting = { groups: { quota: Quota; at: number }[]; groupOf: Int32Array; parent: Int32Array }

/** Orders one side's quotas from the inside outwards; refuses groups that overlap without one containing the other. */
export const nest = (quotas: readonly Quota[], side: Quota['side'], people: number): Nesting => {
  const groups = quotas.map((quota, at) => ({ quota, at })).filter(({ quota }) => quota.side === side)
  groups.sort((a, b) => a.quota.members.length - b.quota.members.length || a.at - b.at)
  const groupOf = new Int32Array(people).fill(-1)
  const outermost = new Int32Array(people).fill(-1)
  const parent = new Int32Array(groups.length).fill(-1)
  const size = groups.map(({ quota }) => quota.members.length)
  groups.forEach(({ quota, at }, group) => {
    const inside = new Map<number, number>()
    for (let i = 0; i < quota.members.length; i++) {
      const person = quota.members[i]!
      const inner = outermost[person]!
      if (inner >= 0) inside.set(inner, (inside.get(inner) ?? 0) + 1)
      else groupOf[person] = group
      outermost[person] = group
    }
    for (const [inner, common] of inside) {
      if (common !== size[inner])
        throw new InvalidProblem(
          `quotas[${at}]`,
          `overlaps quotas[${groups[inner]!.at}], but neither contains the other`,
        )
      parent[inner] = group
    }
  })
  return { groups, groupOf, parent }
}
