import type { Command } from 'commander'
import type { Config } from '#kernel/config/config.ts'
import { openLog } from '#kernel/log/log.ts'
import { openStore } from '../store.ts'
import { serve, startJobs, untilStopped } from './serving.ts'

const tell = (line: string) => console.error(line)

/** `serve`, `work` and `migrate`: what an operator's machine runs. */
export const addServing = (program: Command, config: () => Config): void => {
  program
    .command('serve')
    .description('Answer requests and run the background work until stopped')
    .action(async () => {
      const served = await serve(config(), tell)
      tell(`Wellmet answers at ${served.wellmet.config.url} (port ${served.port})`)
      await untilStopped(served.stop, served.wellmet.log)
    })

  program
    .command('work')
    .description('Run background work only, beside other processes on the same database')
    .action(async () => {
      const settings = config()
      const database = await openStore(settings, 'join')
      const log = openLog(settings.logLevel)
      const jobs = await startJobs(settings, { database, log })
      tell('Wellmet does background work')
      await untilStopped(async () => {
        await jobs.stop()
        await database.stop()
      }, log)
    })

  program
    .command('migrate')
    .description('Bring the database up to date and stop')
    .action(async () => {
      const database = await openStore(config(), 'join')
      try {
        await database.migrate(tell)
        tell('The database is up to date')
      } finally {
        await database.stop()
      }
    })
}
