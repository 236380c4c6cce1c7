import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Config } from '#kernel/config/config.ts'
import { importHsds } from '#slices/directory/hsds/commands.ts'
import { openStore } from '../wellmet.ts'

interface Options {
  community?: string
  dryRun?: boolean
  report?: string
}

/** `wellmet import`: HSDS 3 from files into a community; each defect is told, and nothing good is lost for it. */
export const addImport = (program: Command, config: () => Config): void => {
  program
    .command('import')
    .description('Load organisations, services and places from HSDS 3 (JSON or CSV, a file or a folder)')
    .argument(
      '<path>',
      'a JSON file, a CSV file, or a folder of CSV files named like their tables (organization.csv, service.csv, …)',
    )
    .option('--community <slug>', 'which community, where several live here (wellmet community list)')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--report <file>', 'write everything that could not be read to this file, as JSON')
    .action(async (path: string, options: Options) => {
      if (!existsSync(path)) throw new Error(`There is no file or folder «${path}».`)
      const database = await openStore(config(), 'join')
      try {
        const communities = await database.communities()
        if (!options.community && communities.length > 1) {
          throw new Error(`Say which community: --community ${communities.map(({ slug }) => slug).join(' | ')}`)
        }
        const community = options.community ? await database.community(options.community) : communities[0]
        if (!community)
          throw new Error(`There is no community «${options.community ?? ''}». wellmet community list names them.`)
        const report = await importHsds(path, community, options)
        if (!options.dryRun) await database.owner.query('analyze')
        console.log(JSON.stringify({ ...report, defects: report.defects.length }, null, 2))
        for (const { file, row, column, problem } of report.defects.slice(0, 20))
          console.log([file, row, column, problem].filter((part) => part !== null).join(' · '))
      } finally {
        await database.stop()
      }
    })
}
