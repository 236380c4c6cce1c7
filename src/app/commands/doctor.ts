import { existsSync, statfsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Config } from '#kernel/config/config.ts'
import type { Community } from '#kernel/database/database.ts'
import type { Database } from '#kernel/database/open.ts'
import { verifyFacts } from '#kernel/facts/verify.ts'
import { openStore } from '../wellmet.ts'
import { warnings } from './warnings.ts'

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
  return [{ ok: free >= leastFree, sentence: free >= leastFree ? amount : `only ${amount}: make room` }]
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
    ...durable.map((name) => ({ ok: setting(name) !== 'off', sentence: `${name} is ${setting(name)}` })),
    { ok: setting('data_checksums') === 'on', sentence: `data checksums are ${setting('data_checksums')}` },
    { ok: roles[0]?.rolsuper === false, sentence: 'requests run under a role without special powers' },
  ]
}

const recordHealth = async (community: Community): Promise<Finding> => {
  const state = await verifyFacts(community.read)
  if (state.kind === 'whole') {
    return {
      ok: true,
      sentence: `${community.slug}: the record is whole (${state.sealed} sealed, ${state.waiting} waiting, head ${state.head.slice(0, 16)}…)`,
    }
  }
  return {
    ok: false,
    sentence: `${community.slug}: the record was ${state.because} at ${state.at}. Somebody wrote to the database past Wellmet.`,
  }
}

const parkedHealth = async ({ owner }: Database, { slug, schema }: Community): Promise<Finding> => {
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::int as count from "${schema}".parked_job where ended_at is null`,
  )
  const count = rows[0]?.count ?? 0
  return {
    ok: count === 0,
    sentence: `${slug}: ${count} jobs are parked${count ? ': a steward finds them at /steward/parking' : ''}`,
  }
}

const examine = async (config: Config, database: Database): Promise<Finding[]> => {
  const communities = await database.communities()
  const each = await Promise.all(
    communities.map(async (one) => [await recordHealth(one), await parkedHealth(database, one)]),
  )
  return [
    ...(await databaseHealth(database)),
    ...(config.databaseUrl ? [] : diskHealth(config.dataFolder)),
    ...each.flat(),
    ...warnings(config, communities).map((sentence) => ({ ok: false, sentence })),
  ]
}

/** `wellmet doctor`: looks at what could go wrong and says what to do. Ends with 1 where something is not well. */
export const addDoctor = (program: Command, config: () => Config): void => {
  program
    .command('doctor')
    .description('Examine settings, database and record, and say what to do')
    .action(async () => {
      const settings = config()
      const database = await openStore(settings, 'join')
      try {
        const findings = await examine(settings, database)
        for (const { ok, sentence } of findings) console.log(`${ok ? 'well   ' : 'CAREFUL'}  ${sentence}`)
        if (findings.some(({ ok }) => !ok)) process.exitCode = 1
      } finally {
        await database.stop()
      }
    })
}
