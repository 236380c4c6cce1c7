import path from 'node:path'
import { ownerOf, Taken } from '#kernel/database/lock.ts'

/**
 * Says at once that another program has the data folder, before the whole program is read: an entry of its own, which the command
 * line asks first. The lock itself is taken later, by whoever really starts.
 * @throws Taken
 */
export const refuseTaken = (environment: Record<string, string | undefined>): void => {
  if (environment.DATABASE_URL) return
  const folder = path.resolve(environment.WELLMET_DATA || './data')
  const owner = ownerOf(folder)
  if (owner) throw new Taken(folder, owner)
}
