import type { Command } from 'commander'
import type { Config } from '#kernel/config/config.ts'
import type { Community } from '#kernel/database/database.ts'
import type { Database } from '#kernel/database/open.ts'
import { type ChainState, verifyFacts } from '#kernel/facts/verify.ts'
import { facts } from '#slices/safety/audit/queries.ts'
import { openStore } from '../store.ts'

const chosen = async (database: Database, slug: string | undefined): Promise<Community[]> => {
  if (!slug) return database.communities()
  const community = await database.community(slug)
  if (!community) throw new Error('There is no such community. wellmet community list names them.')
  return [community]
}

const broken: Record<Extract<ChainState, { kind: 'broken' }>['because'], (at: string) => string> = {
  changed: (at) => `the record was changed at ${at}.`,
  missing: (at) => `the record misses what stood at ${at}.`,
  cut: (at) => `the record was cut off: it ends before ${at}, and the noted head is not in it.`,
}

/** A head as the command itself prints it, or the whole of it. */
const headGiven = (head: string | undefined): string => {
  if (head === undefined) return ''
  if (!/^[0-9a-f]{32,64}$/u.test(head))
    throw new Error('A head is 32 to 64 characters of 0-9 and a-f, as this command prints it.')
  return head
}

/** What a look along one community's chain found, as a sentence. */
export const verdictOn = async (community: Community, noted = ''): Promise<{ ok: boolean; sentence: string }> => {
  const state = await verifyFacts(community.read, noted)
  if (state.kind === 'whole') {
    const { sealed, waiting, head } = state
    return {
      ok: true,
      sentence: `${community.slug}: the record is whole (${sealed} sealed, ${waiting} waiting, head ${head.slice(0, 32)})`,
    }
  }
  return {
    ok: false,
    sentence: `${community.slug}: ${broken[state.because](state.at)} Somebody wrote to the database past Wellmet.`,
  }
}

const within = async (config: Config, work: (database: Database) => Promise<void>) => {
  const database = await openStore(config, 'join')
  try {
    await work(database)
  } finally {
    await database.stop()
  }
}

const verify = (config: Config, slug: string | undefined, head: string | undefined) =>
  within(config, async (database) => {
    if (head && !slug) throw new Error('A head belongs to one community: name it with --community.')
    for (const community of await chosen(database, slug)) {
      const { ok, sentence } = await verdictOn(community, headGiven(head))
      console.log(sentence)
      if (!ok) process.exitCode = 1
    }
  })

interface Listing {
  community?: string
  kind?: string
  person?: string
  limit: string
}

const list = (config: Config, { community: slug, kind, person, limit }: Listing) =>
  within(config, async (database) => {
    for (const community of await chosen(database, slug)) {
      const rows = await facts(community.read, { name: kind, by: person }, Math.min(Number(limit) || 50, 10_000))
      for (const { at, by, name, data } of rows)
        console.log([community.slug, at.toISOString(), name, by ?? 'the program', JSON.stringify(data)].join('\t'))
    }
  })

/** `wellmet audit verify` and `wellmet audit list`: is the record whole, and what stands in it. */
export const addAudit = (program: Command, config: () => Config): void => {
  const audit = program
    .command('audit')
    .description('The record of all that happened: prove that it is whole, or read it')
  audit
    .command('verify')
    .description('Follow the chain from its beginning; ends with 1 where something was changed or is missing')
    .option('--community <slug>', 'one community only')
    .option(
      '--head <seal>',
      'a head that was printed earlier and kept elsewhere: proves that nothing was cut off at the end',
    )
    .action(({ community, head }: { community?: string; head?: string }) => verify(config(), community, head))
  audit
    .command('list')
    .description('What happened, the newest first, tab-separated')
    .option('--community <slug>', 'one community only')
    .option('--kind <name>', 'one kind only, e.g. safety.ReadByPower')
    .option('--person <id>', 'what this person did, or what concerns them')
    .option('--limit <count>', 'how many at most', '50')
    .action((listing: Listing) => list(config(), listing))
}
