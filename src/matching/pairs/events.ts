/** What happens next in a search: a binary heap of (time, code), the earliest first, grown as needed. */
export class Events {
  size = 0
  times = new Float64Array(1024)
  codes = new Int32Array(1024)

  clear(): void {
    this.size = 0
  }

  /** When the next event falls due; infinite when there is none. */
  next(): number {
    return this.size ? this.times[0]! : Number.POSITIVE_INFINITY
  }

  push(time: number, code: number): void {
    if (this.size === this.times.length) this.grow()
    const { times, codes } = this
    let at = this.size++
    while (at > 0) {
      const above = (at - 1) >> 1
      if (times[above]! <= time) break
      times[at] = times[above]!
      codes[at] = codes[above]!
      at = above
    }
    times[at] = time
    codes[at] = code
  }

  /** Takes the earliest event off and returns its code. */
  pop(): number {
    const { times, codes } = this
    const code = codes[0]!
    const size = --this.size
    const time = times[size]!
    const last = codes[size]!
    let at = 0
    for (let below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && times[below + 1]! < times[below]!) below++
      if (times[below]! >= time) break
      times[at] = times[below]!
      codes[at] = codes[below]!
      at = below
    }
    times[at] = time
    codes[at] = last
    return code
  }

  private grow(): void {
    const times = new Float64Array(2 * this.times.length)
    const codes = new Int32Array(2 * this.codes.length)
    times.set(this.times)
    codes.set(this.codes)
    this.times = times
    this.codes = codes
  }
}
