import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Config } from '#kernel/config/config.ts'
import { importHsds } from '#slices/directory/hsds/commands.ts'
import { openStore } from '../wellmet.ts'

interface Options {
  community?: string
  dryRun: boolean
  report?: string
}

/** `wellmet import`: HSDS 3 from files into a community; each defect is told, and nothing good is lost for it. */
export const addImport = (program: Command, config: () => Config): void => {
  program
    .command('import')
    .description('Load organisations, services and places from HSDS 3 (JSON or CSV, a file or a folder)')
    .argument('<path>', 'a file or a folder')
    .option('--community <slug>', 'which community, where there are several')
    .option('--dry-run', 'say what would happen, and change nothing', false)
    .option('--report <file>', 'write every defect to a JSON file')
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
