import type { Command } from 'commander'
import type { Config } from '#kernel/config/config.ts'
import { nobody } from '#kernel/session/session.ts'
import { grantRole } from '#slices/people/commands.ts'
import { maybePersonByEmail } from '#slices/people/queries.ts'
import { openStore } from '../store.ts'

/** `wellmet steward`: the first steward of a community; later ones are named by stewards. */
export const addSteward = (program: Command, config: () => Config): void => {
  program
    .command('steward')
    .description('Make somebody with an account the steward of a community')
    .argument('<email>', 'the address that they signed up with')
    .option('--community <slug>', 'which community, where there are several')
    .action(async (email: string, { community: slug }: { community?: string }) => {
      const database = await openStore(config(), 'join')
      try {
        const communities = await database.communities()
        if (!slug && communities.length > 1)
          throw new Error(`Say which community: --community ${communities.map((one) => one.slug).join(' | ')}`)
        const community = slug ? await database.community(slug) : communities[0]
        if (!community) throw new Error('There is no such community. wellmet community list names them.')
        const person = await maybePersonByEmail(community.read, email)
        if (!person)
          throw new Error(
            `Nobody in ${community.name} has signed up with ${email} and confirmed it. Let them sign up first.`,
          )
        await grantRole(community.write, nobody, { personId: person.id, role: 'steward', scope: null }, new Date())
        console.log(`${email} is a steward of ${community.name}.`)
      } finally {
        await database.stop()
      }
    })
}
