import { NotFound } from '#kernel/errors/errors.ts'
import { posterOf } from '#kernel/paper/poster.ts'
import { anyone } from '#kernel/routes/access.ts'
import { file } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { originFor } from '#kernel/session/settings.ts'
import { groupSentences, type MessageKey } from '../messages/catalogue.ts'
import { maybeGroup } from '../queries.ts'
import type { GroupTables } from '../tables.ts'
import { posterFor } from './pages.tsx'

/** Paper hangs where everybody reads it: whoever asks gets what a stranger may see, and of a circle nothing. */
const stranger = { personId: null }

export const posterRoutes = routes<GroupTables, MessageKey>('groups', groupSentences, ({ endpoint }) => [
  endpoint(
    'GET',
    '/groups/:id/poster.pdf',
    {
      access: anyone,
      effect: 'reads',
      shows: 'public',
      limit: { perMinute: 20 },
      about: 'A group as a poster to hang up: one page with a square code',
    },
    async ({ db, params, community, url, t, language, now }) => {
      const group = await maybeGroup(db, stranger, params.id, now)
      if (!group || group.confidential || group.archived_at || group.joining === 'invitation') throw new NotFound()
      const address = `${originFor(community, url)}/groups/${group.id}`
      const paper = await posterOf(posterFor({ group, address, community }, { t, language, now }))
      return file(paper, 'application/pdf', { inline: true, name: 'poster.pdf' })
    },
  ),
])
