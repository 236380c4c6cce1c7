import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes that may gather before they are worth the time of a collection. */
const allowance = 24 * 1024 * 1024

/**
 * Gives memory back to a small machine at moments of our choosing: by itself, the engine lets its heap grow to many times what is in
 * use as long as the machine seems to have room, and the community's other work goes short.
 */
export const memoryKeeper = (): (() => void) => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (how: object) => void
  let least = process.memoryUsage.rss()
  return () => {
    if (process.memoryUsage.rss() < least + allowance) return
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    least = process.memoryUsage.rss()
  }
}
