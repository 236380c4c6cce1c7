import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Who runs PostgreSQL on a data folder, as it stands in the folder's lock file. */
export interface Owner {
  pid: number
  /** When that process started, in the system's own words: a pid may be given again, this pair is not. */
  began: string
  socketFolder: string
}

const lockFile = (dataFolder: string) => path.join(dataFolder, 'owner.json')

/** When a living process started, or null where there is none by this pid. */
export const beganAt = (pid: number): string | null => {
  try {
    if (existsSync('/proc/self/stat')) {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

const read = (dataFolder: string): Owner | null => {
  try {
    return JSON.parse(readFileSync(lockFile(dataFolder), 'utf8')) as Owner
  } catch {
    return null
  }
}

/** The living owner of a data folder; a killed one counts as none. */
export const ownerOf = (dataFolder: string): Owner | null => {
  const owner = read(dataFolder)
  return owner && beganAt(owner.pid) === owner.began ? owner : null
}

/** Another program has this data folder; `message` names its pid. */
export class Taken extends Error {
  override name = 'Taken'
  readonly owner: Owner
  constructor(dataFolder: string, owner: Owner) {
    super(
      `Wellmet already runs on ${dataFolder} (process ${owner.pid}). Stop it first, or set WELLMET_DATA to another folder.`,
    )
    this.owner = owner
  }
}

const dropStale = (dataFolder: string) => {
  const before = read(dataFolder)
  if (ownerOf(dataFolder)) return
  if (read(dataFolder)?.pid === before?.pid && existsSync(lockFile(dataFolder))) unlinkSync(lockFile(dataFolder))
}

const create = (dataFolder: string, owner: Owner): boolean => {
  try {
    writeFileSync(lockFile(dataFolder), JSON.stringify(owner), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * Takes a data folder for this process, or refuses. The lock lies beside PostgreSQL's own folder and holds a real pid and its
 * start time; it is never taken from a living process. Two that find the same stale lock settle it by looking again.
 * @throws Taken
 */
export const takeFolder = async (dataFolder: string, socketFolder: string): Promise<() => void> => {
  const mine: Owner = { pid: process.pid, began: beganAt(process.pid) ?? '', socketFolder }
  for (let attempt = 0; attempt < 3; attempt++) {
    const living = ownerOf(dataFolder)
    if (living) throw new Taken(dataFolder, living)
    dropStale(dataFolder)
    if (!create(dataFolder, mine)) continue
    await wait(30)
    if (read(dataFolder)?.pid === process.pid) {
      return () => {
        if (read(dataFolder)?.pid === process.pid) unlinkSync(lockFile(dataFolder))
      }
    }
  }
  throw new Taken(dataFolder, ownerOf(dataFolder) ?? mine)
}
