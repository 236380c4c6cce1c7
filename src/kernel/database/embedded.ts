import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { ownerOf, takeFolder } from './lock.ts'
import { connectionTo, type Started, startCluster, stopCluster } from './postgres.ts'

/** A PostgreSQL of our own that runs, whoever started it. */
export interface Running {
  connection: pg.ClientConfig
  /** Ends it, where it is ours; leaves it alone where we joined somebody else's. */
  stop: () => Promise<void>
}

/** Room for a socket's path: 108 bytes on Linux, 104 on macOS, less the name that PostgreSQL adds. */
const longestSocketFolder = 85

/** Sockets lie in the data folder; where its path is too long, in a short folder of our own that the lock file names. */
const socketFolderFor = (dataFolder: string): { folder: string; temporary: boolean } => {
  const own = path.join(dataFolder, 'run')
  if (Buffer.byteLength(own) > longestSocketFolder)
    return { folder: mkdtempSync(path.join(tmpdir(), 'wellmet-')), temporary: true }
  mkdirSync(own, { recursive: true, mode: 0o700 })
  return { folder: own, temporary: false }
}

const prepareFolder = (dataFolder: string) => {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  chmodSync(dataFolder, 0o700)
}

/** Keeps it running: where PostgreSQL is killed, a new one starts, sooner first and then every few seconds. */
const supervise = (first: Started, again: () => Promise<Started>, tell: (line: string) => void) => {
  let current = first
  let stopping = false
  const watch = (started: Started) => {
    current = started
    started.process.once('exit', async () => {
      for (let pause = 100; !stopping; pause = Math.min(pause * 2, 5_000)) {
        tell('PostgreSQL ended unexpectedly and is started again')
        try {
          return watch(await again())
        } catch (error) {
          tell(`PostgreSQL does not start yet: ${error instanceof Error ? error.message : error}`)
          await wait(pause)
        }
      }
    })
  }
  watch(first)
  return async () => {
    stopping = true
    await stopCluster(current.process)
  }
}

/** An interrupted first start leaves a folder without a finished database: it is made anew. */
const clusterIn = async (dataFolder: string, socketFolder: string): Promise<Started> => {
  const folder = path.join(dataFolder, 'postgres')
  if (!existsSync(path.join(folder, 'PG_VERSION')) || existsSync(path.join(dataFolder, 'making'))) {
    mkdirSync(path.join(dataFolder, 'making'), { recursive: true, mode: 0o700 })
    rmSync(folder, { recursive: true, force: true })
  }
  const started = await startCluster(folder, socketFolder)
  rmSync(path.join(dataFolder, 'making'), { recursive: true, force: true })
  return started
}

/**
 * Runs PostgreSQL on a data folder for as long as this process lives; refuses where another one does.
 * @throws Taken naming the other one's pid
 */
export const ownPostgres = async (dataFolder: string, tell: (line: string) => void = () => {}): Promise<Running> => {
  prepareFolder(dataFolder)
  const socket = socketFolderFor(dataFolder)
  const clean = () => {
    if (socket.temporary) rmSync(socket.folder, { recursive: true, force: true })
  }
  const release = await takeFolder(dataFolder, socket.folder).catch((error: unknown) => {
    clean()
    throw error
  })
  try {
    const started = await clusterIn(dataFolder, socket.folder)
    const end = supervise(started, () => clusterIn(dataFolder, socket.folder), tell)
    const stop = async () => {
      await end()
      release()
      clean()
    }
    return { connection: connectionTo(started.reached), stop }
  } catch (error) {
    release()
    clean()
    throw error
  }
}

/** For short commands: joins the PostgreSQL of the program that runs here, or runs one for itself. */
export const joinPostgres = async (dataFolder: string): Promise<Running> => {
  const owner = existsSync(dataFolder) ? ownerOf(dataFolder) : null
  if (!owner) return ownPostgres(dataFolder)
  return { connection: connectionTo({ socketFolder: owner.socketFolder, port: 5432 }), stop: async () => {} }
}
