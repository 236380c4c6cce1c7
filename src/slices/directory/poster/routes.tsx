import type { Catalogue } from '#kernel/messages/messages.ts'
import { posterOf } from '#kernel/paper/poster.ts'
import { anyone } from '#kernel/routes/access.ts'
import { file } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { originFor } from '#kernel/session/settings.ts'
import { ar } from '../messages/ar.ts'
import { en, type MessageKey } from '../messages/en.ts'
import { es } from '../messages/es.ts'
import { organisationPage, placePage, servicePage } from '../queries.ts'
import { costOfPlace, costOfService } from '../rules.ts'
import type { DirectoryTables } from '../tables.ts'
import { organisationPosterFor, posterFor } from './pages.tsx'

const sentences: Catalogue<MessageKey> = { en, es, ar }
const asFile = { inline: true, name: 'poster.pdf' }
const shape = { access: anyone, effect: 'reads', shows: 'public', limit: { perMinute: 10 } } as const

export const posterRoutes = routes<DirectoryTables, MessageKey>('directory', sentences, ({ endpoint }) => [
  endpoint(
    'GET',
    '/services/:id/poster.pdf',
    { ...shape, about: 'A service as a poster to hang up: one page with a square code' },
    async ({ db, params, community, url, t, language, now }) => {
      const shown = await servicePage(db, params.id)
      const cost = costOfService(shown.kind, shown.prices, shown.fees)
      const hung = {
        shown,
        cost,
        address: `${originFor(community, url)}/services/${shown.id}`,
        community: community.name,
      }
      return file(
        await posterOf(posterFor(hung, { t, language, now, recordsIn: community.language })),
        'application/pdf',
        asFile,
      )
    },
  ),
  endpoint(
    'GET',
    '/places/:id/poster.pdf',
    { ...shape, about: 'A place as a poster to hang up: one page with a square code' },
    async ({ db, params, community, url, t, language, now }) => {
      const shown = await placePage(db, params.id)
      const parts = shown.parts.map(({ name, kind, prices, fees }) => ({
        name: name.replace(`, ${shown.name}`, ''),
        cost: costOfService(kind, prices, fees),
      }))
      const cost = costOfPlace(shown.kind, parts)
      const hung = {
        shown,
        cost,
        address: `${originFor(community, url)}/places/${shown.id}`,
        community: community.name,
      }
      return file(
        await posterOf(posterFor(hung, { t, language, now, recordsIn: community.language })),
        'application/pdf',
        asFile,
      )
    },
  ),
  endpoint(
    'GET',
    '/organisations/:id/poster.pdf',
    { ...shape, about: 'An organisation as a poster to hang up: one page with a square code' },
    async ({ db, params, community, url, t, language, now }) => {
      const shown = await organisationPage(db, params.id)
      const hung = {
        shown,
        address: `${originFor(community, url)}/organisations/${shown.id}`,
        community: community.name,
      }
      return file(
        await posterOf(organisationPosterFor(hung, { t, language, now, recordsIn: community.language })),
        'application/pdf',
        asFile,
      )
    },
  ),
])
