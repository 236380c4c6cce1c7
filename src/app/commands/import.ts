import { existsSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { Config } from '#kernel/config/config.ts'
import { type ImportReport, importHsds } from '#slices/directory/hsds/commands.ts'
import { openStore } from '../store.ts'
import { memoryKeeper } from './lean.ts'

interface Options {
  community?: string
  dryRun?: boolean
  report?: string
  source?: string
  columns?: string
}

const readColumns = (file: string | undefined) => {
  if (!file) return {}
  try {
    return {
      columns: JSON.parse(readFileSync(file, 'utf8')) as NonNullable<Parameters<typeof importHsds>[2]>['columns'],
    }
  } catch {
    throw new Error(`«${file}» is no JSON that says which column is what, like {"Group name": "name"}.`)
  }
}

/** How far it is: on a terminal one line that changes, in a log a line for each tenth. */
const progressOn = (out: NodeJS.WriteStream) => {
  const keepMemory = memoryKeeper()
  let told = ''
  return (step: 'reading' | 'writing', done: number, total: number) => {
    keepMemory()
    const tenths = total ? Math.floor((done / total) * 10) * 10 : 100
    const words = `${step === 'reading' ? 'Reading' : 'Writing'}: ${tenths} %`
    if (words === told) return
    told = words
    out.write(out.isTTY ? `\r${words}   ` : `${words}\n`)
  }
}

const missingWords = ({ missing: { count, isPart, records }, dryRun }: ImportReport): string[] => {
  if (!count) return []
  const said = `${count} ${count === 1 ? 'record that the source gave before is' : 'records that the source gave before are'} no longer in it`
  if (isPart) return [`${said}: that looks like a part of the source. Nothing was taken away, and nothing is marked.`]
  const names = records.slice(0, 20).map(({ kind, name }) => `  ${kind}: ${name}`)
  return [
    `${said}. Nothing is taken away: ${dryRun ? 'they would go' : 'they are'} to whoever rings and checks.`,
    ...names,
  ]
}

const saying = (report: ImportReport): string[] => {
  if (report.refused) return [`Nothing was taken over. ${report.refused}`]
  const { inserted, updated, unchanged, kept } = report
  return [
    `${report.dryRun ? 'Would be' : 'Were'} new: ${inserted} · changed: ${updated} · the same: ${unchanged} (organisations, places and services)`,
    ...(kept ? [`${kept} fields were changed here and stay as they are, though the source says otherwise.`] : []),
    ...missingWords(report),
    ...(report.notRead.length ? [`Not read: ${report.notRead.join(', ')}`] : []),
    `${report.defectCount} defects`,
    ...report.defectKinds.map(
      ({ file, field, problem, done, count, first }) =>
        `  ${String(count).padStart(6)} × ${[file, field].filter(Boolean).join(', ')}: ${problem} → ${done} (first in row ${first})`,
    ),
  ]
}

/** `wellmet import`: a directory from files into a community; each defect is told, and nothing good is lost for it. */
export const addImport = (program: Command, config: () => Config): void => {
  program
    .command('import')
    .description('Load organisations, services and places: HSDS 1, 2 or 3, iCarol’s export, or a plain sheet')
    .argument('<path>', 'a folder of CSV or JSON files, a ZIP archive of one, or one file (see docs/import.md)')
    .option('--community <slug>', 'which community, where several live here (wellmet community list)')
    .option(
      '--source <name>',
      'what to call where it comes from; the same name again updates it (default: the name of the file)',
    )
    .option('--columns <file>', 'of a plain sheet: a JSON file that says which column is what')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--report <file>', 'write everything that was found wrong to this file, as JSON')
    .action(async (path: string, options: Options) => {
      if (!existsSync(path)) throw new Error(`There is no file or folder «${path}».`)
      const database = await openStore(config(), 'join')
      try {
        const communities = await database.communities()
        if (!communities.length) throw new Error('There is no community yet: wellmet community add makes one.')
        if (!options.community && communities.length > 1) {
          throw new Error(`Say which community: --community ${communities.map(({ slug }) => slug).join(' | ')}`)
        }
        const community = options.community ? await database.community(options.community) : communities[0]
        if (!community)
          throw new Error(`There is no community «${options.community ?? ''}». wellmet community list names them.`)
        const { source, columns, ...rest } = options
        const report = await importHsds(path, community, {
          ...rest,
          ...readColumns(columns),
          ...(source && { source: { name: source } }),
          progress: progressOn(process.stderr),
        })
        if (!options.dryRun && !report.refused) await database.owner.query('analyze')
        process.stderr.write('\n')
        for (const line of saying(report)) console.log(line)
        if (report.refused) process.exitCode = 1
      } finally {
        await database.stop()
      }
    })
}
