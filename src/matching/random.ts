/** A number in [0, 1), the next of a fixed series. */
export type Random = () => number

/**
 * Seeded pseudo-random numbers (mulberry32, Tommy Ettinger, public domain): 32 bits of state, the same series on every
 * machine. Good enough to break ties and to shake a search; never for secrets.
 */
export const seeded = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A whole number in 0 … below − 1. */
export const pick = (random: Random, below: number) => Math.floor(random() * below)

/** Fisher and Yates's shuffle, in place; O(length). */
export const shuffle = <List extends { length: number; [index: number]: unknown }>(
  list: List,
  random: Random,
): List => {
  for (let i = list.length - 1; i > 0; i--) {
    const j = pick(random, i + 1)
    const held = list[i]
    list[i] = list[j]
    list[j] = held
  }
  return list
}
