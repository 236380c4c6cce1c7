import type { Command } from 'commander'
import { z } from 'zod'
import type { Config } from '#kernel/config/config.ts'
import { languages } from '#kernel/messages/messages.ts'
import { line } from '#kernel/text/text.ts'
import { openStore } from '../store.ts'

const isZone = (zone: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return /^[A-Za-z_]+(\/[\w+-]+)+$|^UTC$/u.test(zone)
  } catch {
    return false
  }
}

const NewCommunity = z.object({
  slug: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,40}$/u,
      'SLUG: small letters, figures and hyphens, beginning with a letter, e.g. «trafford»',
    ),
  name: line({ max: 80, min: 1 }),
  zone: z.string().refine(isZone, '--zone: an IANA time zone, e.g. «Europe/London»'),
  language: z.enum(languages, `--language: one of ${languages.join(', ')}`),
  hosts: z.array(z.string().regex(/^[a-z0-9.-]{1,253}$/u, '--host: a host name without https and port')),
})

/** `community add` and `community list`. */
export const addCommunityCommands = (program: Command, config: () => Config): void => {
  const community = program.command('community').description('The communities that live here')

  community
    .command('add')
    .description('Add a community')
    .argument('<slug>', 'its short name in addresses, e.g. trafford')
    .requiredOption('--name <name>', 'what people call it')
    .requiredOption('--zone <zone>', 'its time zone, e.g. Europe/London')
    .option('--language <language>', 'the language that it writes in', 'en')
    .option('--host <host...>', 'host names that it answers at', [])
    .action(async (slug: string, options: { name: string; zone: string; language: string; host: string[] }) => {
      const parsed = NewCommunity.safeParse({ ...options, slug, hosts: options.host })
      if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join('\n'))
      const database = await openStore(config(), 'join')
      try {
        if (await database.community(slug)) throw new Error(`There is a community «${slug}» already.`)
        await database.addCommunity(parsed.data)
        console.log(`${parsed.data.name} answers at ${[...parsed.data.hosts, `${slug}.localhost`].join(', ')}`)
      } finally {
        await database.stop()
      }
    })

  community
    .command('list')
    .description('List the communities')
    .action(async () => {
      const database = await openStore(config(), 'join')
      try {
        for (const { slug, name, zone, hosts, demo } of await database.communities()) {
          console.log([slug, name, zone, hosts.join(' '), demo ? 'demo' : ''].join('\t'))
        }
      } finally {
        await database.stop()
      }
    })
}
