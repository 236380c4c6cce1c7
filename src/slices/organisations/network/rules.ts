/** Somebody in the drawing. */
export interface Knot {
  id: string
  name: string
}

/** Two who are tied, and by what. */
export interface Tie {
  id: string
  one: string
  other: string
}

export interface Arc {
  id: string
  path: string
}

const byName = (a: Knot, b: Knot) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1)

const neighbours = (ties: readonly Tie[]): Map<string, string[]> => {
  const near = new Map<string, string[]>()
  for (const { one, other } of ties) {
    near.set(one, [...(near.get(one) ?? []), other])
    near.set(other, [...(near.get(other) ?? []), one])
  }
  return near
}

/** Those who hang together, each lot begun with whoever is tied most; larger lots first. */
const lots = (knots: readonly Knot[], near: Map<string, string[]>): Knot[][] => {
  const count = ({ id }: Knot) => near.get(id)?.length ?? 0
  const sorted = [...knots].sort((a, b) => count(b) - count(a) || byName(a, b))
  const known = new Map(sorted.map((knot) => [knot.id, knot]))
  const seen = new Set<string>()
  const found: Knot[][] = []
  for (const start of sorted) {
    if (seen.has(start.id)) continue
    seen.add(start.id)
    const lot = [start]
    for (const { id } of lot)
      for (const next of new Set(near.get(id))) {
        if (seen.has(next) || !known.has(next)) continue
        seen.add(next)
        lot.push(known.get(next)!)
      }
    found.push(lot)
  }
  return found.sort((a, b) => b.length - a.length || byName(a[0]!, b[0]!))
}

const lengthOf = (order: readonly Knot[], ties: readonly Tie[]): number => {
  const at = new Map(order.map(({ id }, place) => [id, place]))
  return ties.reduce((sum, { one, other }) => sum + Math.abs((at.get(one) ?? 0) - (at.get(other) ?? 0)), 0)
}

/** Moves each next to the middle of its own, some rounds, and keeps the order with the shortest ties. */
const settled = (lot: Knot[], near: Map<string, string[]>, ties: readonly Tie[]): Knot[] => {
  const own = new Set(lot.map(({ id }) => id))
  const ours = ties.filter(({ one }) => own.has(one))
  let [order, best] = [lot, lot]
  for (let round = 0; round < 12; round++) {
    const at = new Map(order.map(({ id }, place) => [id, place]))
    const middle = ({ id }: Knot) => {
      const places = [at.get(id)!, ...(near.get(id) ?? []).map((one) => at.get(one)!)]
      return places.reduce((sum, place) => sum + place, 0) / places.length
    }
    order = [...order].sort((a, b) => middle(a) - middle(b) || byName(a, b))
    if (lengthOf(order, ours) < lengthOf(best, ours)) best = order
  }
  return best
}

/**
 * The order in which a network is drawn from top to bottom: whoever works together stands together. The same network always
 * gives the same order, whatever order it came in, so that people find themselves again.
 */
export const inOrder = (knots: readonly Knot[], ties: readonly Tie[]): Knot[] => {
  const sorted = [...ties].sort((a, b) => (a.id < b.id ? -1 : 1))
  const near = neighbours(sorted)
  return lots(knots, near).flatMap((lot) => settled(lot, near, sorted))
}

/** Points of the drawing for a row: as tall as a row of names, so that each knot stands beside its name. */
export const rowHeight = 68
export const drawingWidth = 88

const x = drawingWidth - 8
const y = (place: number) => place * rowHeight + rowHeight / 2

/** How far an arc swings out: further where it spans more, and apart from others between the same two. */
const swing = (span: number, widest: number, twin: number) =>
  Math.min(x * 1.3, 26 + (widest > 1 ? ((span - 1) / (widest - 1)) * (x * 1.3 - 40) : 0) + twin * 14)

/** The lines from knot to knot, as SVG paths in a drawing `drawingWidth` wide and a row for each knot high. */
export const arcs = (order: readonly Knot[], ties: readonly Tie[]): Arc[] => {
  const at = new Map(order.map(({ id }, place) => [id, place]))
  const spans = ties.map(({ one, other }) => Math.abs(at.get(one)! - at.get(other)!))
  const widest = Math.max(1, ...spans)
  const twins = new Map<string, number>()
  return ties.map(({ id, one, other }, nth) => {
    const [top, bottom] = [at.get(one)!, at.get(other)!].sort((a, b) => a - b) as [number, number]
    const twin = twins.get(`${top} ${bottom}`) ?? 0
    twins.set(`${top} ${bottom}`, twin + 1)
    const out = Math.round(x - swing(spans[nth]!, widest, twin))
    return { id, path: `M${x} ${y(top)}C${out} ${y(top)} ${out} ${y(bottom)} ${x} ${y(bottom)}` }
  })
}
