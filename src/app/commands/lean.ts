import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Gives memory back to a small machine at moments of our choosing: by itself, the engine lets its heap grow to many times what is in
 * use as long as the machine seems to have room, and the community's other work goes short.
 */
export const memoryKeeper = (): (() => void) => {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}
