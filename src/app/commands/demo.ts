import type { Command } from 'commander'
import type { Config } from '#kernel/config/config.ts'
import type { Database } from '#kernel/database/open.ts'
import { seedFreshness } from '#slices/directory/freshness/seed.ts'
import { loadTrafford } from '#slices/directory/seed.ts'
import { seedGroups } from '#slices/groups/seed.ts'
import { seedProfiles } from '#slices/people/profile/seed.ts'
import { type CastMember, cast, demoPassword, emailOf, seedCast } from '#slices/people/seed.ts'
import { seedTrust } from '#slices/people/trust/seed.ts'
import { seedSafety } from '#slices/safety/seed.ts'
import { seedInvented, seedKitchen, seedPartnerships } from '../organisations-seed.ts'
import { serve, untilStopped } from './serving.ts'

const tell = (line: string) => console.log(line)

const trafford = { slug: 'trafford', name: 'Trafford', zone: 'Europe/London', language: 'en', hosts: [], demo: true }

const progressBar = (done: number, total: number) => {
  const width = 24
  const filled = Math.round((done / total) * width)
  const line = `  ${'█'.repeat(filled)}${'·'.repeat(width - filled)} ${Math.round((done / total) * 100)} %`
  if (process.stdout.isTTY) process.stdout.write(`\r${line}${done === total ? '\n' : ''}`)
  else if (done === total) tell(line)
}

/**
 * Makes the demo community where there is none, from Trafford's open data and the cast. Interrupted half-way, the next start
 * does the rest: everything in it may be done again.
 */
export const prepareDemo = async (database: Database, origin: string): Promise<void> => {
  const known = await database.community(trafford.slug)
  const { rows } = known
    ? await database.owner.query<{ loaded: boolean }>(
        `select exists (select from "${known.schema}".person where email = $1) as loaded`,
        [emailOf('helen')],
      )
    : { rows: [] }
  if (rows[0]?.loaded) return
  tell('Making the demo community Trafford from its open data (only the first time) …')
  const community = known ?? (await database.addCommunity(trafford))
  await loadTrafford(community, { progress: progressBar })
  const organisationId = await seedInvented(community)
  await seedKitchen(community)
  const ids = await seedCast(community, { organisationId })
  await seedProfiles(community, ids)
  await seedTrust(community, ids)
  await seedPartnerships(community, ids)
  await seedGroups(community, ids)
  const { rows: services } = await database.owner.query<{ id: string; name: string }>(
    `select id, name from "${community.schema}".service order by id limit 2`,
  )
  await seedSafety(community, ids, services)
  await seedFreshness(community, ids, { organisation: organisationId, mailbox: emailOf('tom'), origin })
  // PostgreSQL would notice by itself within a minute or two; the first visitor should not be the one who waits for its plans.
  await database.owner.query('analyze')
}

const roleWords: Record<CastMember, string> = {
  maryam: 'member',
  joe: 'host',
  nasreen: 'navigator',
  tom: 'editor of one organisation',
  grace: 'admin of that organisation',
  ade: 'moderator',
  ruth: 'safeguarding lead',
  helen: 'steward',
  sami: 'member under eighteen',
}

const welcome = (address: string) => {
  const lines = (Object.keys(cast) as CastMember[]).map((who) => `  ${emailOf(who).padEnd(22)} ${roleWords[who]}`)
  return [
    '',
    `Wellmet answers at ${address}`,
    '',
    `Look around without an account, or sign in as one of these with the password «${demoPassword}»:`,
    ...lines,
    '',
    `Mail that it would send can be read at ${address}/mailbox`,
    'Stop with Ctrl-C. The data stay in the data folder.',
    '',
  ].join('\n')
}

/** `wellmet demo`, which `npm start` runs. */
export const addDemo = (program: Command, config: () => Config): void => {
  program
    .command('demo')
    .description('Answer requests with the demo community Trafford, made from real open data')
    .action(async () => {
      const settings = { logLevel: process.env.LOG_LEVEL ?? 'warn' }
      const wanted = { ...config(), ...settings }
      const served = await serve(wanted, tell, ({ database }) => prepareDemo(database, new URL(wanted.url).origin))
      tell(welcome(`http://localhost:${served.port}`))
      await untilStopped(served.stop, served.wellmet.log)
    })
}
