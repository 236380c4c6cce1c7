import type { Command } from 'commander'
import type { Config } from '#kernel/config/config.ts'
import { theProgram } from '#kernel/facts/record.ts'
import { exportDirectory, markSent } from '#slices/directory/export/commands.ts'
import { type ExportFormat, exportFormats } from '#slices/directory/export/rules.ts'
import { openStore } from '../store.ts'

interface Options {
  community?: string
  format: string
  markSent?: boolean
}

/** `wellmet export`: the public directory in the open standard, as one sheet, or for the local information line. */
export const addExport = (program: Command, config: () => Config): void => {
  program
    .command('export')
    .description(
      'Write the public directory into files: HSDS 3.2 (tables or JSON), one sheet for people, or iCarol’s columns',
    )
    .argument('<path>', 'a folder, a name that ends in .zip, or for one file its name (see docs/open-data.md)')
    .option('--format <format>', exportFormats.join(' | '), 'hsds')
    .option('--community <slug>', 'which community, where several live here (wellmet community list)')
    .option('--mark-sent', 'note for each organisation that its records were sent to the information line today')
    .action(async (path: string, options: Options) => {
      const format = exportFormats.find((one) => one === options.format)
      if (!format) throw new Error(`There is no format «${options.format}». There are: ${exportFormats.join(', ')}.`)
      await write(config(), path, { ...options, format })
    })
}

const write = async (config: Config, path: string, options: Options & { format: ExportFormat }) => {
  const database = await openStore(config, 'join')
  try {
    const communities = await database.communities()
    if (!communities.length) throw new Error('There is no community yet: wellmet community add makes one.')
    const wanted = options.community ?? (communities.length === 1 ? communities[0]!.slug : null)
    if (!wanted) throw new Error(`Say which community: --community ${communities.map(({ slug }) => slug).join(' | ')}`)
    const community = await database.community(wanted)
    if (!community) throw new Error(`There is no community «${wanted}». wellmet community list names them.`)
    await exportDirectory(community, path, options.format, new Date())
    console.log(`Written to ${path}.`)
    if (options.markSent)
      console.log(`Noted as sent: ${await markSent(community.write, theProgram, new Date())} organisations.`)
  } finally {
    await database.stop()
  }
}
