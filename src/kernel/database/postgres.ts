import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, findBinaries } from './binaries.ts'

/** Where a running PostgreSQL is reached: a folder with its socket, no TCP. */
export interface Reached {
  socketFolder: string
  port: number
}

const superuser = 'postgres'
const port = 5432

/** PostgreSQL refuses to run as root. A user namespace lends it another name while the files stay ours. */
const unprivileged = (command: string, args: string[]): [string, string[]] =>
  process.getuid?.() === 0
    ? ['unshare', ['--user', '--map-user=1000', '--map-group=1000', '--', command, ...args]]
    : [command, args]

const environment = ({ folder }: Binaries) => ({
  ...process.env,
  LD_LIBRARY_PATH: path.join(folder, 'lib'),
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
})

export const createCluster = (binaries: Binaries, folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const [command, args] = unprivileged(binaries.initdb, [
    `--pgdata=${folder}`,
    `--username=${superuser}`,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ])
  const made = spawnSync(command, args, { env: environment(binaries), encoding: 'utf8' })
  if (made.status !== 0)
    throw new Error(`PostgreSQL could not create its data folder ${folder}: ${made.stderr || made.error}`)
}

const settings = (socketFolder: string, more: Record<string, string>) => ({
  listen_addresses: '',
  unix_socket_directories: socketFolder,
  unix_socket_permissions: '0700',
  port: String(port),
  max_connections: '60',
  shared_buffers: '128MB',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  timezone: 'UTC',
  ...more,
})

export const connectionTo = ({ socketFolder, port: at }: Reached, database = 'postgres'): pg.ClientConfig => ({
  host: socketFolder,
  port: at,
  user: superuser,
  database,
})

const answers = async (reached: Reached) => {
  const client = new pg.Client({ ...connectionTo(reached), connectionTimeoutMillis: 1_000 })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

interface Started {
  reached: Reached
  process: ChildProcess
}

/** Starts PostgreSQL on a data folder and waits until it answers (crash recovery included). */
export const startCluster = async (
  folder: string,
  socketFolder: string,
  more: Record<string, string> = {},
): Promise<Started> => {
  const binaries = findBinaries()
  if (!existsSync(path.join(folder, 'PG_VERSION'))) createCluster(binaries, folder)
  const flags = Object.entries(settings(socketFolder, more)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, args] = unprivileged(binaries.postgres, ['-D', folder, ...flags])
  const log = openSync(path.join(folder, 'postgres.log'), 'a', 0o600)
  const child = spawn(command, args, { env: environment(binaries), stdio: ['ignore', log, log], detached: true })
  closeSync(log)
  const reached = { socketFolder, port }
  for (let tries = 0; tries < 1_200; tries++) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL stopped at once; the end of its log:\n${logEnd(folder)}`)
    if (await answers(reached)) return { reached, process: child }
    await wait(50)
  }
  throw new Error('PostgreSQL did not answer within a minute')
}

const logEnd = (folder: string) =>
  readFileSync(path.join(folder, 'postgres.log'), 'utf8').split('\n').slice(-8).join('\n')

/** Ends PostgreSQL: «fast» lets it write its checkpoint, so that the next start needs no recovery. */
export const stopCluster = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGINT')
  await gone
}
