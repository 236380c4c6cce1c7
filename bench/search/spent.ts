import { readdirSync, readFileSync } from 'node:fs'

/** Time that a process ran, and that it stood ready while others had the processors; milliseconds. Zero where the system does not tell. */
export interface Spent {
  ran: number
  waited: number
}

const nothing: Spent = { ran: 0, waited: 0 }

const spentBy = (pid: number | string): Spent => {
  try {
    const [ran, waited] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ').map(Number)
    return { ran: ran! / 1e6, waited: waited! / 1e6 }
  } catch {
    return nothing
  }
}

/** Of the threads of this program together. */
export const spentHere = (): Spent => spentByAll(readdirSync('/proc/self/task').map((task) => `self/task/${task}`))

export const spentByAll = (pids: readonly (number | string)[]): Spent =>
  pids.map(spentBy).reduce((sum, one) => ({ ran: sum.ran + one.ran, waited: sum.waited + one.waited }), nothing)

export const less = (after: Spent, before: Spent): Spent => ({
  ran: after.ran - before.ran,
  waited: after.waited - before.waited,
})
