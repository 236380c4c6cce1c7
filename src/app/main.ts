import { Command } from 'commander'
import { BadConfig, type Config, readConfig } from '#kernel/config/config.ts'
import { addAudit } from './commands/audit.ts'
import { addCommunityCommands } from './commands/community.ts'
import { addDemo } from './commands/demo.ts'
import { addDoctor } from './commands/doctor.ts'
import { addExport } from './commands/export.ts'
import { addImport } from './commands/import.ts'
import { addServing } from './commands/serve.ts'
import { addSteward } from './commands/steward.ts'
import { addSolve } from './solve.ts'
import { version } from './wellmet.ts'

const settings = `
Settings come from the environment:
  PORT, HOST                where to listen (3000 on 127.0.0.1)
  WELLMET_URL               the address that people use; links in mail start with it
  WELLMET_DATA              the data folder (./data)
  DATABASE_URL              a PostgreSQL 15 or newer, instead of the built-in one
  SMTP_URL                  the mail server; WELLMET_MAIL_FROM the sender's address
  WELLMET_SECRET            signs forms and links; made by itself without DATABASE_URL
  WELLMET_TRUSTED_PROXIES   addresses or ranges of your own proxies
  METRICS_PORT, LOG_LEVEL, WELLMET_JOBS, WELLMET_TILES, WELLMET_REQUESTS_PER_MINUTE
See docs/operations.md for each.`

/** What went wrong in one sentence; the whole error only where somebody asks for it. */
const explain = (error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error && !(error instanceof BadConfig))
    console.error(error.stack)
}

/** The command line: `wellmet --help` lists all that it can do. */
export const main = async (argv: string[]): Promise<void> => {
  const program = new Command('wellmet')
    .description('Software that a coalition of community organisations runs for its people.')
    .usage('<command> [options]')
    .version(version)
    .addHelpText('after', settings)
  const config = (): Config => readConfig(process.env)
  addDemo(program, config)
  addServing(program, config)
  addCommunityCommands(program, config)
  addSteward(program, config)
  addImport(program, config)
  addExport(program, config)
  addDoctor(program, config)
  addAudit(program, config)
  addSolve(program)
  try {
    await program.parseAsync(argv)
  } catch (error) {
    explain(error)
    process.exitCode = 1
  }
}
