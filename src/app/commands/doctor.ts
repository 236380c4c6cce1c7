import { existsSync, statfsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Config } from '#kernel/config/config.ts'
import type { Community } from '#kernel/database/database.ts'
import type { Database } from '#kernel/database/open.ts'
import { openStore } from '../store.ts'
import { verdictOn } from './audit.ts'
import { shownCrisisLines, warnings } from './warnings.ts'

interface Finding {
  ok: boolean
  sentence: string
}

/** Below this much free disk, PostgreSQL may stop in the middle of a day. */
const leastFree = 200 * 1024 * 1024

const diskHealth = (folder: string): Finding[] => {
  if (!existsSync(folder)) return []
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const amount = `${Math.round(free / 1024 / 1024)} MB free in ${folder}`
  return [
    {
      ok: free >= leastFree,
      sentence: free >= leastFree ? amount : `only ${amount}: make room, or the database will stop`,
    },
  ]
}

const durable = ['fsync', 'full_page_writes', 'synchronous_commit']

const databaseHealth = async ({ owner }: Database): Promise<Finding[]> => {
  const { rows } = await owner.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name = any($1)`,
    [[...durable, 'data_checksums', 'server_version']],
  )
  const setting = (name: string) => rows.find((row) => row.name === name)?.setting ?? '?'
  const { rows: roles } = await owner.query<{ rolsuper: boolean }>(
    `select rolsuper from pg_roles where rolname = 'wellmet_app'`,
  )
  return [
    { ok: true, sentence: `PostgreSQL ${setting('server_version')}` },
    ...durable.map((name) => ({
      ok: setting(name) !== 'off',
      sentence:
        setting(name) !== 'off'
          ? `${name} is ${setting(name)}`
          : `${name} is off: a power cut may lose what people saved. Turn it on.`,
    })),
    {
      ok: setting('data_checksums') === 'on',
      sentence:
        setting('data_checksums') === 'on'
          ? 'data checksums are on'
          : 'data checksums are off: a failing disk would go unseen. Turn them on with pg_checksums --enable.',
    },
    {
      ok: roles[0]?.rolsuper === false,
      sentence:
        roles[0]?.rolsuper === false
          ? 'requests run under a role without special powers'
          : 'requests have no role without special powers: run wellmet migrate, and take superuser from wellmet_app',
    },
  ]
}

const parkedHealth = async ({ owner }: Database, { slug, schema }: Community): Promise<Finding> => {
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::int as count from "${schema}".parked_job where ended_at is null`,
  )
  const count = rows[0]?.count ?? 0
  return {
    ok: count === 0,
    sentence: count
      ? `${slug}: ${count === 1 ? 'one job' : `${count} jobs`} failed too often and waits: a steward finds it at /steward/parking`
      : `${slug}: no job has failed for good`,
  }
}

const noCommunity: Finding = {
  ok: true,
  sentence: 'no community lives here yet: wellmet community add makes one, wellmet demo shows one made from open data',
}

const examine = async (config: Config, database: Database): Promise<Finding[]> => {
  const communities = await database.communities()
  const each = await Promise.all(
    communities.map(async (one) => [await verdictOn(one), await parkedHealth(database, one)]),
  )
  return [
    ...(await databaseHealth(database)),
    ...(config.databaseUrl ? [] : diskHealth(config.dataFolder)),
    ...(communities.length ? each.flat() : [noCommunity]),
    ...warnings(config, communities, await shownCrisisLines(communities)).map((sentence) => ({ ok: false, sentence })),
  ]
}

/** `wellmet doctor`: looks at what could go wrong and says what to do. Ends with 1 where something is not well. */
export const addDoctor = (program: Command, config: () => Config): void => {
  program
    .command('doctor')
    .description('Look for what could go wrong (settings, database, record, disk) and say what to do')
    .action(async () => {
      const settings = config()
      const database = await openStore(settings, 'join')
      try {
        const findings = await examine(settings, database)
        const wrong = findings.filter(({ ok }) => !ok).length
        for (const { ok, sentence } of findings) console.log(`${ok ? 'well   ' : 'CAREFUL'}  ${sentence}`)
        console.log(wrong ? `\n${wrong} of ${findings.length} need your care.` : '\nAll is well.')
        if (wrong) process.exitCode = 1
      } finally {
        await database.stop()
      }
    })
}
