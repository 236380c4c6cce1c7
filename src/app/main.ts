import { Command } from 'commander'
import { BadConfig, type Config, readConfig } from '#kernel/config/config.ts'
import { version } from './store.ts'

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

type Add = (program: Command, config: () => Config) => void

const serving = async (): Promise<Add> => (await import('./commands/serve.ts')).addServing

/** In the order of the help. Each is read only when it is asked for: an import on a small machine needs no pages and no mail. */
const commands: Record<string, () => Promise<Add>> = {
  demo: async () => (await import('./commands/demo.ts')).addDemo,
  serve: serving,
  work: serving,
  migrate: serving,
  community: async () => (await import('./commands/community.ts')).addCommunityCommands,
  steward: async () => (await import('./commands/steward.ts')).addSteward,
  import: async () => (await import('./commands/import.ts')).addImport,
  export: async () => (await import('./commands/export.ts')).addExport,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  audit: async () => (await import('./commands/audit.ts')).addAudit,
  solve: async () => (await import('./solve.ts')).addSolve,
}

const wanted = (name: string | undefined) => {
  const one = name && Object.hasOwn(commands, name) ? commands[name] : null
  return one ? [one] : new Set(Object.values(commands))
}

/** The command line: `wellmet --help` lists all that it can do. */
export const main = async (argv: string[]): Promise<void> => {
  const program = new Command('wellmet')
    .description('Software that a coalition of community organisations runs for its people.')
    .usage('<command> [options]')
    .version(version)
    .addHelpText('after', settings)
  const config = (): Config => readConfig(process.env)
  for (const load of wanted(argv[2])) (await load())(program, config)
  try {
    await program.parseAsync(argv)
  } catch (error) {
    explain(error)
    process.exitCode = 1
  }
}
