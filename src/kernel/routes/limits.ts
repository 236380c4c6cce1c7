/** So many at once, refilled evenly over so many minutes. */
export interface Rate {
  times: number
  minutes: number
}

/** May this be counted once more? Else: how many seconds to wait. */
export interface Limits {
  take: (key: string, rate: Rate, now: number) => { allowed: true } | { allowed: false; retryAfter: number }
}

interface Bucket {
  tokens: number
  at: number
}

/**
 * Token buckets in memory, one for each key. Each process counts for itself, so with
 * several nodes the real limit is that many times higher; what must never be guessed (codes, passwords) also counts in the
 * database. At most `most` keys are kept: a flood of new addresses drops the oldest, it never grows the memory.
 */
export const openLimits = (most = 50_000): Limits => {
  const buckets = new Map<string, Bucket>()
  return {
    take(key, { times, minutes }, now) {
      const known = buckets.get(key)
      const elapsed = known ? Math.max(0, now - known.at) : 0
      const tokens = known ? Math.min(times, known.tokens + (elapsed / 60_000 / minutes) * times) : times
      buckets.delete(key)
      buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now })
      if (buckets.size > most) buckets.delete(buckets.keys().next().value!)
      if (tokens >= 1) return { allowed: true }
      return { allowed: false, retryAfter: Math.max(1, Math.ceil(((1 - tokens) / times) * minutes * 60)) }
    },
  }
}
