import type { Config } from '#kernel/config/config.ts'
import { startWorker } from '#kernel/jobs/worker.ts'
import { endLive } from '#kernel/live/rooms.ts'
import type { Log } from '#kernel/log/log.ts'
import { serveMetrics } from '#kernel/log/metrics.ts'
import { believes, trustedRanges } from '#kernel/routes/address.ts'
import { listen } from '#kernel/routes/listen.ts'
import { workOf } from '../reactions.ts'
import { openStore } from '../store.ts'
import { openWellmet, originOf, type Wellmet } from '../wellmet.ts'
import { shownCrisisLines, warnings } from './warnings.ts'

/** What runs, and how to end it in the right order: no new requests, jobs to their end, then the database. */
export interface Served {
  wellmet: Wellmet
  port: number
  stop: () => Promise<void>
}

/** Runs the background work of the program in this process. */
export const startJobs = async (
  config: Config,
  wellmet: Pick<Wellmet, 'database' | 'log'>,
): Promise<{ stop: () => Promise<void> }> => {
  const first = (await wellmet.database.communities())[0]?.slug ?? null
  return startWorker(wellmet.database, {
    ...workOf(config),
    concurrency: Math.max(1, config.jobs),
    originOf: originOf(config, first),
    log: wellmet.log,
  })
}

/**
 * Opens the data folder, brings it up to date, and answers requests. `prepare` runs before the first request, e.g. to load the
 * demo.
 */
export const serve = async (
  config: Config,
  tell: (line: string) => void,
  prepare: (wellmet: Wellmet) => Promise<void> = async () => {},
): Promise<Served> => {
  const database = await openStore(config, 'serve', tell)
  try {
    await database.migrate((line) => tell(`Database: ${line}`))
    const wellmet = openWellmet(config, database)
    await prepare(wellmet)
    const communities = await database.communities()
    for (const warning of warnings(config, communities, await shownCrisisLines(communities)))
      tell(`Careful: ${warning}`)
    const ranges = trustedRanges(config.trustedProxies)
    const ears = await listen(wellmet.app, {
      host: config.host,
      port: config.port,
      isProxy: (address) => believes(address, ranges),
    })
    const jobs = config.jobs > 0 ? await startJobs(config, wellmet) : null
    const stopMetrics =
      config.metricsPort === null ? null : await serveMetrics(wellmet.metrics, config.metricsPort, config.host)
    const stop = async () => {
      endLive()
      await ears.stop()
      await stopMetrics?.()
      await jobs?.stop()
      await wellmet.stop()
    }
    return { wellmet, port: ears.port, stop }
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** The same wish often comes twice at once: from the terminal to the whole group, and from npm to its child. */
const sameWish = 2_000

/** Waits for the signal to stop, then stops in order; who asks again later does not want to wait. */
export const untilStopped = (stop: () => Promise<void>, log: Log): Promise<void> =>
  new Promise((resolve) => {
    let asked: number | null = null
    const onSignal = () => {
      if (asked !== null && performance.now() - asked > sameWish) process.exit(1)
      if (asked !== null) return
      asked = performance.now()
      stop().then(resolve, (error) => {
        log.error({ error }, 'stopping failed')
        process.exit(1)
      })
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  })
