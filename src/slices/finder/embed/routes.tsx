import type { GazetteerTables } from '#kernel/geo/tables.ts'
import { anyone } from '#kernel/routes/access.ts'
import { routes } from '#kernel/routes/registry.ts'
import { FindRequest } from '../fields.ts'
import { finderSentences, type MessageKey } from '../messages/catalogue.ts'
import { find } from '../queries.ts'
import type { FinderTables } from '../tables.ts'
import { ShowEmbed, ShowEmbedding } from './pages.tsx'

const most = 10

export const embedRoutes = routes<FinderTables & GazetteerTables, MessageKey>('finder', finderSentences, ({ page }) => [
  page(
    '/embed/find',
    {
      access: anyone,
      shows: 'public',
      framed: true,
      input: FindRequest,
      about: 'The search for frames of other sites',
    },
    async ({ db, input, now, t, language, community }) => {
      const asked = { ...input, limit: Math.min(input.limit, most) }
      const found = await find(db, asked, { now, language, communityLanguage: community.language })
      return <ShowEmbed asked={asked} found={found} now={now} language={language} t={t} />
    },
  ),
  page(
    '/about/embed',
    { access: anyone, shows: 'public', about: 'How a partner shows the search on their own site' },
    ({ url, t }) => <ShowEmbedding origin={url.origin} t={t} />,
  ),
])
