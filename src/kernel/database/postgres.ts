import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, findBinaries } from './binaries.ts'
import { beganAt } from './lock.ts'
import { type Unprivileged, unprivileged } from './unprivileged.ts'

/** Where a running PostgreSQL is reached: a folder with its socket, no TCP. */
export interface Reached {
  socketFolder: string
  port: number
}

const superuser = 'postgres'
const port = 5432

const environment = ({ folder }: Binaries) => ({
  ...process.env,
  LD_LIBRARY_PATH: path.join(folder, 'lib'),
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
})

const initdbFlags = ['--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums', '--no-instructions']

/** Made under another name and moved in when whole: a kill half-way leaves nothing that looks like a database. */
const createCluster = (binaries: Binaries, as: Unprivileged, folder: string) => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  as.hand(folder)
  const [command, args] = as.wrap(binaries.initdb, [`--pgdata=${folder}`, `--username=${superuser}`, ...initdbFlags])
  const made = spawnSync(command, args, { env: environment(binaries), encoding: 'utf8', ...as.options })
  if (made.status !== 0)
    throw new Error(`PostgreSQL could not create its data folder ${folder}: ${made.stderr || made.error}`)
}

/** Durable by what is not set: fsync, synchronous_commit and full_page_writes keep PostgreSQL's own defaults, which are on. */
const settings = (socketFolder: string, more: Record<string, string>): Record<string, string> => ({
  listen_addresses: '',
  unix_socket_directories: socketFolder,
  unix_socket_permissions: '0700',
  port: String(port),
  max_connections: '100',
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

/** Does it take a question and answer it? During crash recovery it does not yet. */
export const answers = async (connection: pg.ClientConfig): Promise<boolean> => {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 1_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

const majorOf = (text: string) => /(\d+)/u.exec(text)?.[1] ?? '?'

/** @throws Error saying what to do with data that another major version wrote */
const refuseOtherMajor = (binaries: Binaries, as: Unprivileged, folder: string) => {
  const [command, args] = as.wrap(binaries.postgres, ['--version'])
  const ours = majorOf(
    spawnSync(command, args, { env: environment(binaries), encoding: 'utf8', ...as.options }).stdout ?? '',
  )
  const theirs = majorOf(readFileSync(path.join(folder, 'PG_VERSION'), 'utf8'))
  if (ours === theirs) return
  throw new Error(
    `The data in ${folder} were written by PostgreSQL ${theirs}; this Wellmet brings PostgreSQL ${ours}. Start the Wellmet that wrote them, make a backup there (pg_dump), and load it here into an empty folder.`,
  )
}

const postmasterOf = (folder: string): number | null => {
  const file = path.join(folder, 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) || null : null
}

const isPostgres = (pid: number): boolean => {
  try {
    return /postgres/u.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch {
    return beganAt(pid) !== null
  }
}

/** A PostgreSQL whose program was killed goes on without it. It is ended properly before a new one starts. */
const stopOrphan = async (folder: string) => {
  const pid = postmasterOf(folder)
  if (pid === null || !isPostgres(pid)) return
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(pid, signal)
    for (let tries = 0; tries < 200 && beganAt(pid) !== null; tries++) await wait(50)
    if (beganAt(pid) === null) return
  }
  throw new Error(`A PostgreSQL from an earlier run (process ${pid}) does not stop. End it, then start again.`)
}

export interface Started {
  reached: Reached
  process: ChildProcess
}

const logEnd = (folder: string) =>
  readFileSync(path.join(folder, 'postgres.log'), 'utf8').split('\n').slice(-8).join('\n')

const launch = (binaries: Binaries, as: Unprivileged, folder: string, flags: string[]): ChildProcess => {
  const [command, args] = as.wrap(binaries.postgres, ['-D', folder, ...flags])
  const log = openSync(path.join(folder, 'postgres.log'), 'a', 0o600)
  try {
    return spawn(command, args, {
      env: environment(binaries),
      stdio: ['ignore', log, log],
      detached: true,
      ...as.options,
    })
  } finally {
    closeSync(log)
  }
}

/** Starts PostgreSQL on a data folder, made where there is none, and waits until it answers (crash recovery included). */
export const startCluster = async (
  folder: string,
  socketFolder: string,
  more: Record<string, string> = {},
): Promise<Started> => {
  const binaries = findBinaries()
  const as = unprivileged(binaries.postgres)
  if (existsSync(path.join(folder, 'PG_VERSION'))) {
    refuseOtherMajor(binaries, as, folder)
    await stopOrphan(folder)
  } else createCluster(binaries, as, folder)
  as.hand(socketFolder)
  const flags = Object.entries(settings(socketFolder, more)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = launch(binaries, as, folder, flags)
  const reached = { socketFolder, port }
  for (let tries = 0; tries < 1_200; tries++) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL stopped at once; the end of its log:\n${logEnd(folder)}`)
    if (await answers(connectionTo(reached))) return { reached, process: child }
    await wait(30)
  }
  throw new Error('PostgreSQL did not answer within half a minute')
}

/** Ends PostgreSQL: «fast» lets it write its checkpoint, so that the next start needs no recovery. */
export const stopCluster = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGINT')
  await gone
}
