import pg from 'pg'
import type { Log } from '#kernel/log/log.ts'

/**
 * Says which lanes are alive. graphile-worker marks a job with the name of the lane that runs it, and would give up on a killed
 * one only after four hours. Here each living lane holds an advisory lock of its name, which PostgreSQL drops when the process is
 * gone; whoever can take that lock knows that the lane is dead and sets its jobs free.
 */
export interface Guard {
  hold: (lane: string) => Promise<void>
  letGo: (lane: string) => Promise<void>
  /** Sets free the jobs of dead lanes; returns how many lanes were found dead. */
  free: () => Promise<number>
  stop: () => Promise<void>
}

/** A lane takes its lock a moment after it may take its first job: younger marks are left alone (seconds). */
const grace = 5

export const openGuard = (connection: pg.ClientConfig, log: Log): Guard => {
  const held = new Set<string>()
  let connecting: Promise<pg.Client> | null = null

  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ ...connection, application_name: 'wellmet guard', connectionTimeoutMillis: 5_000 })
    const forget = () => {
      connecting = null
    }
    client.on('error', forget).on('end', forget)
    await client.connect()
    for (const lane of held) await client.query(lock, [lane])
    return client
  }

  const connected = (): Promise<pg.Client> => {
    connecting ??= connect().catch((error) => {
      connecting = null
      throw error
    })
    return connecting
  }

  const freeOne = async (client: pg.Client, lane: string): Promise<boolean> => {
    const { rows } = await client.query<{ dead: boolean }>(tryLock, [lane])
    if (!rows[0]?.dead) return false
    log.warn({ lane }, 'a worker is gone: what it was doing is done again')
    await client.query('select graphile_worker.force_unlock_workers($1::text[])', [[lane]])
    await client.query(unlock, [lane])
    return true
  }

  let last: Promise<unknown> = Promise.resolve()
  /** One after the other: they share a connection. */
  const inTurn = <Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
    const mine = last.then(async () => work(await connected()))
    last = mine.catch(() => {})
    return mine
  }

  return {
    hold: (lane) =>
      inTurn(async (client) => {
        await client.query(lock, [lane])
        held.add(lane)
      }),
    letGo: (lane) =>
      inTurn(async (client) => {
        if (held.delete(lane)) await client.query(unlock, [lane])
      }),
    free: () =>
      inTurn(async (client) => {
        const { rows } = await client.query<{ lane: string }>(runningLanes, [grace])
        let dead = 0
        for (const { lane } of rows.filter((row) => !held.has(row.lane))) if (await freeOne(client, lane)) dead++
        return dead
      }),
    stop: async () => {
      const client = await connecting?.catch(() => null)
      await client?.end().catch(() => {})
    },
  }
}

const key = `hashtextextended('wellmet lane ' || $1::text, 0)`
const lock = `select pg_advisory_lock(${key})`
const tryLock = `select pg_try_advisory_lock(${key}) as dead`
const unlock = `select pg_advisory_unlock(${key})`
const runningLanes = `
  select distinct locked_by as lane from graphile_worker._private_jobs
  where locked_at < now() - $1::int * interval '1 second' and locked_by is not null`
