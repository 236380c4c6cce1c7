import type { GazetteerTables } from '#kernel/geo/tables.ts'
import type { Catalogue } from '#kernel/messages/messages.ts'
import { pdfOf } from '#kernel/paper/pdf.ts'
import { anyone } from '#kernel/routes/access.ts'
import { file } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import type { FinderTables } from '#slices/finder/tables.ts'
import { crisisLinesAtHand } from '#slices/safety/crisis/queries.ts'
import { PackRequest } from './fields.ts'
import { ar } from './messages/ar.ts'
import { en, type MessageKey } from './messages/en.ts'
import { es } from './messages/es.ts'
import { ShowNewcomer } from './pages.tsx'
import { packFor } from './queries.ts'
import { packSheet } from './rules.ts'

const sentences: Catalogue<MessageKey> = { en, es, ar }

export const newcomerRoutes = routes<FinderTables & GazetteerTables, MessageKey>(
  'app',
  sentences,
  ({ page, endpoint }) => [
    page(
      '/newcomer',
      { access: anyone, shows: 'public', input: PackRequest, about: 'Two pages for somebody who is new here' },
      ({ input, t }) => <ShowNewcomer asked={input} t={t} />,
    ),
    endpoint(
      'GET',
      '/newcomer.pdf',
      {
        access: anyone,
        effect: 'reads',
        shows: 'public',
        input: PackRequest,
        limit: { perMinute: 20 },
        about:
          'The newcomer pack as a tagged PDF: five places, five ways to meet people, how to ask for help, crisis numbers',
      },
      async ({ db, community, input, t, language, now, url }) => {
        const pack = await packFor(db, input.near, { now, language, communityLanguage: community.language })
        const voice = { t, language, now, community: community.name, origin: url.origin, large: input.large }
        const sheet = packSheet(pack, crisisLinesAtHand(community), voice)
        return file(await pdfOf(sheet), 'application/pdf', { inline: true, name: 'welcome.pdf' })
      },
    ),
  ],
)
